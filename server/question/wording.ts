/** A question without what only asks. */

/** What only asks, and what every question has. */
const ASKING =
  /是多少|多少|是什么|什么|有哪些|哪些|哪几|哪个|哪里|谁|几(?=个|家|条|项|件|所|年|天)|请问|请列出|列出|请|比一比|对比一下|分别|各是|各有|各|报告(?:里|中)?|政府工作报告|工作报告|怎么样|如何|呢|吗|的(?=[，。？?！\s]|$)|，|。|？|\?|！|：|:|“|”|"|（|）|\(|\)/g;

/** 谁压得最狠, 哪家最多, 从多到少怎么排: asks for an order of what the question names before. */
const ORDERING =
  /(?:谁|哪(?:家|里|边|一?[个省市])?)(?:的)?[^，。？\s]{0,4}?(?:最|更)[\u4e00-\u9fff](?:一些)?(?=[，。？?\s]|$)|从[高低多少大小快慢]到[高低多少大小快慢](?:怎么|如何|依次)?(?:排(?:列|序|名|个队|下来)?)?/g;

/** Two characters or a word of letters. */
const TOPIC = /[\u4e00-\u9fff]{2}|[A-Za-z]{2}/;

/** A question without its regions, years and asking words. */
export function bareOf(
  text: string,
  regions: { start: number; end: number }[],
  years: { start: number; end: number }[],
): string {
  const characters = text.split('');
  // A group stands once in the text for several regions; its stretch is blanked once.
  for (const { start, end } of [...regions, ...years]) for (let at = start; at < end; at++) characters[at] = ' ';
  const plain = characters.join('');
  const noted = plain.replace(/[（(][^（）()]*[）)]/g, ' ');
  const said = noted.trim() === '' ? plain : noted;
  const plainOf = (words: string): string => words.replace(ASKING, ' ').replace(/\s+/g, ' ').trim();
  const topic = plainOf(said.replace(ORDERING, ' '));
  // 那哪个省最高: what only asks for an order is all there is.
  return TOPIC.test(topic) ? topic : plainOf(said);
}

/** What of a bare question is a topic: not the words of plans, results and pointing. */
export function topicOf(bare: string): string {
  return bare.replace(
    /\b(?:and|what|why|how|exactly|specifically|details?|more|tell|me|targets?|goals?|planned|this|last|previous|next|years?|ones?|about|for|in|of|the|same|then|ok|okay|was|were|is|are|did|does|it|its|that|actual|actually|real|results?|figures?|number|value|growth|rate|achieved?|reached?|much|many)\b|['’]s\b|那|换成|具体|详细|细节|为什么|为啥|什么原因|原因|怎么[做办样说]?|怎样|如何|措施|办法|做法|落实|说说|讲讲|展开|[再又还或者]|[降升涨增减]到?|以下|以上|左右|定|打算|计划|实际|已经|目标|提高到|达到|定在|新建了|完成了?|我不要|要|数|这样一来|它|其中|上一?年|去年|今年|有|了|[\s?.,]/gi,
    '',
  );
}
