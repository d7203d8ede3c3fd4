import { numberOf } from './number-words.ts';
import type { Comparison } from './reading.ts';
import { qualifierOf, thresholdsOf, WITHOUT_LIMIT, withFigures } from './thresholds-asked.ts';

/** 相差多少, 差了几个百分点, 高出多少: the difference of two figures. */
const DIFFERENCE =
  /(?:要|再|还|得|想|打算|计划|又)(?:降低?|下降|升|提高?|涨|增加?|加|减少?|少|多)(?:了)?(?:多少|几(?!乎|家|位))|一样(?:吗|么)|是否(?:一样|相同)|相同吗|是不是(?:都)?一样|相差|差距(?:有|是)?多|差(?:了|着|出)?(?:多少|几|多大)|[高低多少快慢大小长短](?:出|了|出了)?(?:多少|几(?:个)?(?:百分点|万|亿)?)(?!次)|[高低多少]出[^，。？]{1,8}(?:多少|几)|(?:增加|减少|提高|上调|下调|提升)了?(?:多少|几个百分点)|how much (?:higher|lower|more|less|larger|smaller|faster|slower|bigger)|by how (?:much|many)|difference between|what is the (?:gap|difference)/i;

/** 多数省份定在3.5%左右，定成3%左右的有哪几个: what the many do is told, not asked. */
const BACKGROUND =
  /(?:大多数|绝?大部分|多数|不少|很多|许多)(?:的)?(?:省份|省区市?|省市|省|地区|地方)[^，。？；]{0,40}[，,](?=[^。？]*(?:哪|谁|几))/g;

/** 没有定3.5%左右、而是定在3%左右: what is set aside is not looked for. */
const INSTEAD = /(?:并没有|没有?|并未|未|不再|并不是|并非|不是|而非)[^，。？！；、]{1,24}[，、,]?\s*而是(?:都|也)?/g;

/** What is to be done with figures, from the question's words; `text` is the normalised question without its notes, `whole` with them. */
export function findComparison(text: string, whole = text): Comparison {
  const plain = withFigures(text.replace(INSTEAD, '是').replace(BACKGROUND, ''));
  const quoted = /[“"「]([^”"」]*\d[^”"」]*)[”"」]/.exec(plain)?.[1];
  const qualifier = WITHOUT_LIMIT.test(whole) ? '' : qualifierOf(plain, quoted);
  return {
    thresholds: thresholdsWithNotes(plain, qualifier, whole),
    qualifier,
    exactly: /exactly|正好|恰好|刚好(?!\d)/i.test(plain) || quoted !== undefined,
    ranks: ranksOf(plain),
    count:
      /(?:几|多少)个?(?:省|地区|地方|直辖市|自治区|城市|市(?![场民区政辖级值]))|how many (?:provinc|region|municipal)/i.test(
        plain,
      ),
    sum: /[加合](?:起来|在一起|到一起|一块儿?)(?!看|放)|合计|总计|总共|一共|合共|之和|总和|加总|\bin total\b|\baltogether\b|combined|sum of/i.test(
      plain,
    ),
    mean:
      /平均(?:值|数|是|为|多少)|的平均|\baverage of\b|\bmean\b/i.test(plain) &&
      !/平均浓度|平均预期寿命|年均/.test(plain),
    difference: DIFFERENCE.test(plain),
    change: changeOf(plain),
    revised: revisedOf(plain),
    ranges:
      /(?:是|为|写成|定为|用了?|给出|采用)(?:的是)?(?:一个)?区间|区间目标|目标区间|\b(?:as|is|was|are|were|set) (?:a )?ranges?\b/i.test(
        plain,
      ),
    kept: keptOf(plain),
    word: wordOf(plain),
    statesNoFigure:
      /(?:没有?|未)(?:有)?(?:写|提出?|定|设|给出|公布|明确|说|列)(?:[^，。？]{0,8})(?:目标|数字|数|指标|人数)?|(?:没有?|未)(?:给|对|为|把|将|就)[^，。？]{1,24}(?:定|设|写|列|提|给)[^，。？]{0,6}(?:目标|数字|指标|数值)|(?:目标|指标|数字)(?:里|中)[^，。？]{0,6}(?:没有|缺|少了?|不见|找不到)|(?:缺|漏)了?[^，。？]{1,16}(?:目标|指标|数字)|did(?: not|n't) (?:set|state|give)|without (?:a|any) (?:target|figure)/i.test(
        plain,
      ) && !/有没有/.test(plain),
    statesFigure:
      /(?:定了|给出|写明|写了|提出了?|有)(?:了)?(?:具体|明确)的?(?:数字|数值|指标|涨幅|增幅|目标)|具体(?:数字|数值)/.test(
        plain,
      ),
    words: STEPS.test(plain)
      ? STEP_WORDS
      : (limitWords(plain) ??
        (/\b(?:flat|no growth|zero growth|on par with)\b/i.test(plain)
          ? ['持平']
          : ['与经济增长同步', '与经济增长基本同步', '基本持平', '持平', '高于全国平均', '与全国同步', '同步'].filter(
              (word) => plain.includes(word),
            )
        ).slice(0, 1)),
  };
}

/** 已经过半（50%以上）: where the question has no limit of its own a bracket may tell it. */
function thresholdsWithNotes(plain: string, qualifier: string | null, whole: string): Comparison['thresholds'] {
  const own = thresholdsOf(plain, qualifier);
  if (own.length > 0) return own;
  const notes = [...whole.matchAll(/[（(]([^（）()]*)[）)]/g)]
    .map((note) => note[1] ?? '')
    .filter((note) => !/都算|也算|含|如/.test(note));
  return notes.flatMap((note) => thresholdsOf(withFigures(note), null).filter(({ operator }) => operator !== 'equal'));
}

/** 目标用了“力争”: a word beside the figure picks, whatever the figure is; null where none is asked for. */
function limitWords(text: string): string[] | null {
  const word =
    /(?:用|带|写|加|有|含)(?:了|的|着|上|有)?[“"「](力争|争取|左右|以上|以内|以下|不低于|不超过|确保)[”"」]/.exec(text);
  return word?.[1] && !WITHOUT_LIMIT.test(text) ? [word[1]] : null;
}

/** 突破或跃上整万亿元台阶: which figures are told as a step that was taken. */
const STEPS = /(?:突破|跃上|迈上|站上|登上|跨上|跨过)[^，。？]{0,16}(?:台阶|大关|关口)/;
const STEP_WORDS = ['突破', '跃上', '迈上', '站上', '登上', '跨上', '跨过'];

/** Targets set against those of another year's report; 高于去年实际 sets them against results. */
function revisedOf(text: string): Comparison['revised'] {
  if (
    !/目标|预期|\btargets?\b|\bgoals?\b/i.test(text) ||
    /实际|实绩|完成|结果|\bactual|\bresults?\b|achiev|outcome/i.test(text)
  )
    return null;
  const up =
    /上调|调高|调升|提高了?(?:[^，。？\d]{0,12}目标)|目标[^，。？\d]{0,12}(?:提高|提升|调高)(?:了|的)|比(?:去年|上年|上一年|20\d\d年)(?:的?目标)?(?:更|定得)?高|\brais(?:e|ed|ing)\b|\bincreased (?:its|their)|\bhigher\b[^?]{0,24}than (?:last|the previous|in|their|its|for) ?/i;
  const down =
    /下调|调低|调降|降低了?(?:[^，。？\d]{0,12}目标)|目标[^，。？\d]{0,12}(?:降低|调低)(?:了|的)|比(?:去年|上年|上一年|20\d\d年)(?:的?目标)?(?:更|定得)?低|\blower(?:ed|ing)\b|\blower (?:its|their)\b|\bcut\b|\breduced (?:its|their)|\blower\b[^?]{0,24}than (?:last|the previous|in|their|its|for) ?/i;
  const same =
    /目标[^，。？]{0,14}(?:不变|没变|没有变|没有?调整|未调整|未变|一样|相同)|(?:维持|保持|沿用)[^，。？]{0,16}(?:目标|不变)|\bunchanged\b|\bmaintain(?:ed)?\b|\b(?:kept|keep|left) (?:its|their|the)?[^?]{0,40}(?:unchanged|the same|targets?\b(?! met))|\bthe same\b[^?]{0,30}\btargets?|\btargets?[^?]{0,30}\bthe same\b/i;
  const any =
    /目标[^，。？]{0,20}(?:变化|调整|变动|怎么变|变了)|(?:调整|改变)了?[^，。？\d]{0,12}目标|\bchang(?:e|ed|es)\b|\brevis(?:e|ed)\b|\badjust(?:ed)?\b/i;
  const asked = [up.test(text), down.test(text), same.test(text)];
  if (asked.filter(Boolean).length > 1) return 'any';
  if (asked[0]) return 'raised';
  if (asked[1]) return 'lowered';
  if (asked[2]) return 'same';
  if (!any.test(text)) return null;
  // 有哪些省调整了: those that kept it are not asked for.
  return /(?:哪|多少|几)[^，。？]{0,16}(?:调整|改变|变动)了?|(?:which|how many)[^?]{0,40}(?:chang|revis|adjust)/i.test(
    text,
  )
    ? 'changed'
    : 'any';
}

const REACHED = '(?:完成|实现|达到|达成)';
const MET = '(?:met|kept|reached|achieved|hit|fulfilled)';

/** 超额完成, beat its target: the result lies beyond the target. */
const EXCEEDED = new RegExp(
  `超额(?:${REACHED})?[^，。？]{0,24}目标|目标[^，。？]{0,10}超额|(?:超过|超出|高于|好于)(?:了)?(?:[^，。？\\d]{0,8})(?:预期|年度|增长)?目标(?!值?\\d)|跑赢[^，。？]{0,16}目标|\\b(?:exceed(?:ed|s)?|beat|surpass(?:ed)?|outperform(?:ed)?|overshot)\\b[^?]{0,40}targets?`,
  'i',
);
const MISSED = new RegExp(
  `目标[^，。？]{0,6}(?:没有?|未能?)${REACHED}|(?:没有?|未能?|未)${REACHED}[^，。？]{0,24}目标|目标[^，。？]{0,8}(?:没有?|未)达标|(?:低于|不及|落后于)[^，。？\\d]{0,8}目标|(?:missed|fell short of|fail(?:ed)? to (?:meet|reach|hit|achieve))\\b[^?]{0,40}(?:targets?|goals?)|(?:not|n't) (?:meet|reach|achieve|hit|fulfil)\\b[^?]{0,40}(?:targets?|goals?)|(?:missed|fell short of|failed to (?:meet|reach)) (?:its|their|the)`,
  'i',
);
const KEPT = new RegExp(
  `目标[^，。？]{0,6}哪[^，。？]{0,8}${REACHED}|(?:哪|多少|几)[^，。？]{0,8}${REACHED}了?[^，。？]{0,24}目标|(?<!没有?|未能?|未)${REACHED}了?[^，。？]{0,24}目标的(?:省|地区|直辖市|自治区|有)|目标[^，。？]{0,6}${REACHED}了?的(?:省|地区|有)|(?:which|what|how many)[^?]{0,40} ${MET} (?:its|their|the)`,
  'i',
);

/** Whether the question asks if targets were kept, and which. */
function keptOf(text: string): Comparison['kept'] {
  if (EXCEEDED.test(text) && RESULTS.test(text)) return 'exceeded';
  const both =
    /哪[^，。？]{0,30}哪[^，。？]{0,12}没|有没有/.test(text) ||
    /which did not|which (?:ones )?(?:didn't|missed)[^?]*$/i.test(text);
  const unchanged = /unchanged|the same|不变/i.test(text);
  if (MISSED.test(text) && !/有没有/.test(text)) return both && KEPT.test(text) ? 'any' : 'missed';
  if (KEPT.test(text) && !unchanged) return 'kept';
  return /(?:完成|实现)得(?:怎么样|怎样|如何|好不好)[^。？]{0,12}目标|目标[^。？]{0,10}(?:完成|实现|达到|达成|兑现)(?:了)?(?:吗|没|情况|得|如何|怎)|(?:有没有|是否|是不是)[^，。？]{0,4}(?:完成|实现|达到|达成|兑现)[^，。？]{0,24}目标|(?:完成|实现|达到|达成|兑现)了?[^，。？]{0,24}目标(?:吗|没有|了吗)|达标了?吗|目标(?:和|与|跟|同)(?:实际|结果|完成)|(?:did|have|has|were|was)\b[^?]{0,60}(?:meet|met|kept|keep|reach|reached|achieved?|hit)\b[^?]{0,60}(?:targets?|goals?)|targets?[^?]{0,20}(?:met|kept|reached|achieved|against (?:the )?results?)/i.test(
    text,
  ) && !unchanged
    ? 'any'
    : null;
}

/** 实际增速超过目标: what lies beyond a target is a result; 目标超过6% is a threshold, 高于上年目标 another year's target. */
const RESULTS =
  /超额|实际|完成|结果|增速[^，。？]{0,6}(?:超过|超出|高于|好于|跑赢)|跑赢|超(?:过|出)了?(?:[^，。？\d]{0,8})目标的?(?:省|地区|有|吗|[？?]|$)|exceed|beat|surpass|outperform|overshot/i;

const OFTEN =
  '(?:一共|总共|共|都)?(?:被)?(?:提到|提及|提了|提得|提|出现|写到|说到|讲到|讲|写|说)(?:了|得|过)?(?:最多|最少|多少次|几次|次数|的次数|频率|频次)';

/** The word whose mentions a question counts. */
function wordOf(text: string): string | null {
  const often = new RegExp(
    `${OFTEN}|(?:词频|出现次数|提及次数)|how (?:often|many times)|mention(?:s|ed)? .{0,30}most(?: often)?|most (?:mentions|often)`,
    'i',
  );
  // 哪年的报告提到“就业”最多, 提得最多：数字经济.
  const parted =
    /(?:提|说|讲|写)(?:到|及|得|了)*[“"「《][^”"」》]{1,20}[”"」》](?:这个词|一词)?的?(?:最多|最少|多少次|几次|次数)/;
  const ofYear = /哪一?年/.test(text)
    ? /(?:提到|提及|提|说|讲|写)(?:得|了)?([\u4e00-\u9fff]{2,10}?)(?:这个词|一词)?的?(?:最多|最少|次数)/.exec(text)?.[1]
    : undefined;
  if (!often.test(text) && !parted.test(text) && ofYear === undefined) return null;
  const behind = /(?:最多|最少|次数)[：:，,]\s*[“"]?([\u4e00-\u9fffA-Z0-9]{2,12})[”"]?[？?。]?$/.exec(text)?.[1];
  if (behind) return behind;
  const quoted = /[“"「《‘']([^”"」》’']{1,20})[”"」》’']/.exec(text)?.[1];
  if (quoted) return quoted;
  const plain =
    new RegExp(
      `^(?:20\\d\\d年)?(?:的)?(?:报告|各省报告|各地报告)?(?:里|中)?([\\u4e00-\\u9fffA-Z0-9]{2,12}?)(?:一词|这个词|这个说法|这一词)?(?:在|于|，)?(?:20\\d\\d年)?(?:的)?(?:各省)?(?:报告)?(?:里|中)?(?:哪|各|所有|全部|这些|${OFTEN}|的?(?:词频|出现次数|提及次数))`,
    ).exec(text)?.[1] ??
    /(?:提到|提及|提|说|讲|写)(?:得|了)?([\u4e00-\u9fff]{2,10}?)(?:这个词|一词)?(?:最多|最少|多少次|几次|的?次数)/.exec(
      text,
    )?.[1];
  const word = plain && !/^(?:哪|什么|谁|各|报告)/.test(plain) ? plain : ofYear;
  return word ?? null;
}

function ranksOf(question: string): Comparison['ranks'] {
  // 15%或更多 is a limit, “最多跑一次” a name.
  const text = question.replace(/[“"「][^”"」]*[”"」]/g, ' ').replace(/或者?更[高多大快低少小慢长]/g, ' ');
  const ranks: Comparison['ranks'] = [];
  const place =
    /第([二三四五])(?:名|位)?(?:、|和|与|及|跟)第?[三四五六]/.exec(text) ??
    /第([一二两三四五六七八九十\d]+)[高多大快长低少小慢短]/.exec(text) ??
    /(?:排名?|位居|居|位列|排在|列)(?:全国)?第([一二两三四五六七八九十\d]+)/.exec(text) ??
    /第([一二两三四五六七八九十\d]+)(?:名|位)(?!列)/.exec(text) ??
    /(?<!倒数)第([二三四五])(?=呢|是谁|是哪)/.exec(text) ??
    /倒数第([一二两三四五六七八九十\d]+)/.exec(text) ??
    /\b(second|third|fourth|fifth)[ -](?:highest|lowest|largest|smallest|most|least|fastest|slowest)/i.exec(text);
  const size =
    /(?:前|后|末|倒数|top |bottom )([一二两三四五六七八九十\d]+)/i.exec(text) ??
    /最[高低多少大小快慢]的?(?:前)?([一二两三四五六七八九十\d]+)个/.exec(text) ??
    /(?:哪|the )([两三四五六七八九十\d]+|two|three|four|five|ten)(?:个|家)?(?:省|地区|地方|城市|直辖市| (?:provinces|regions))[^，。？]{0,16}(?:最|highest|lowest|most|largest)/i.exec(
      text,
    );
  const add = (order: Comparison['ranks'][number]['order'], match: RegExpExecArray): void => {
    const wanted = { order, size: numberOf(size?.[1]) || 1, place: numberOf(place?.[1]) || null, text: match[0] };
    // 最高的比第二名高多少: both are asked for.
    if (wanted.place !== null && /最[高低多少大小快慢长短](?!第)/.test(text)) ranks.push({ ...wanted, place: null });
    ranks.push(wanted);
    // 第二、第三名, 第二和第三呢: each place is asked for.
    const next = /第[二三四五](?:名|位)?(?:、|和|与|及|跟)第?([三四五六])/.exec(text)?.[1];
    if (next) ranks.push({ ...wanted, place: numberOf(next) || null });
  };
  const high =
    /最(?:高|多|大|快|长|宽松|强|广)|领先(?=[？?。]|$)|居首(?=[？?。]|$)|[高多大快]还是|还是[^，。？]{1,4}[高多大快]|涨得最多|更[高多大快]|谁多|谁高|谁更?[高多大快]|谁的?[^，。？最]{1,10}更?[高多大快](?=[，。？?]|$)|哪[一个家省]*(?:更)?[高多大快](?![^，。？]*目标在)|前[一二两三四五六七八九十\d]+(?:名|位)?|(?<!倒数)第[一二两三四五六七八九十\d]+(?:[高多大快]|名|位)|(?:排名?|位居|居|位列|排在|列)(?:全国)?第[一二两三四五六七八九十\d]|\bhighest\b|(?<!\bor )\bhigher\b|(?<!\bat )\bmost\b|\blarge(?:st|r)\b|\btop \d|\bgreatest\b|\bfastest\b/i.exec(
      text,
    );
  const low =
    /最(?:低|少|小|慢|短|严)|涨得最少|更[低少小慢]|谁少|谁低|谁更?[低少小慢]|谁的?[^，。？最]{1,10}更?[低少小慢](?=[，。？?]|$)|哪[一个家省]*(?:更)?[低少小慢]|垫底|倒数|末位|[后末][一二两三四五六七八九十\d]+(?:名|位|个)|第[一二两三四五六七八九十\d]+[低少小慢]|\blowest\b|(?<!\bor )\blower\b|(?<!\bat )\bleast\b|\bsmallest\b|\bslowest\b|\bbottom\b/i.exec(
      text,
    );
  const best = /最好|更好|最(?:干净|清洁|优)|\bbest\b|\bcleanest\b/i.exec(text);
  const worst = /最差|更差|最(?:脏|糟|严重)|\bworst\b|\bdirtiest\b|most polluted/i.exec(text);
  if (high) add('highest', high);
  if (low) add('lowest', low);
  if (best) add('best', best);
  if (worst) add('worst', worst);
  return ranks;
}

function changeOf(text: string): Comparison['change'] {
  const by = /([一二两三四五\d.]+)个?百分点以上/.exec(text) ?? /by (\d+(?:\.\d+)?) (?:percentage )?points?/i.exec(text);
  const value = numberOf(by?.[1]);
  if (
    /(?:高出|高于|超过|高过)(?:去年|上年|上一年|实际|2019年)|比(?:去年|上年|上一年|20\d\d年)[^，。]{0,12}(?:高(?!质量|新|标准)|上调|提高|多(?=(?:出|了)?(?:的|[，。？]|$)))|上调|(?:往[高上]了?|加码)(?:里)?(?:定|调|提|走)|定[得]?高了|higher than (?:last|the previous)|raised? (?:its|their) target/i.test(
      text,
    )
  ) {
    return { direction: 'higher', by: value, unit: '%' };
  }
  if (
    /(?:低于|不及)(?:去年|上年|上一年|2019年)|比(?:去年|上年|上一年|20\d\d年)[^，。]{0,12}(?:低(?!保)|下调|降低|少(?=了?(?:的|[，。？]|$)))|下调|往[低下]了?(?:里)?(?:定|调|走)|定[得]?低了|lower than (?:last|the previous)|lowered/i.test(
      text,
    )
  ) {
    return { direction: 'lower', by: value, unit: '%' };
  }
  return null;
}
