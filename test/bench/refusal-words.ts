/** Answers that say in words that they do not know; for answerers which have no `refused` (the patterns of test/golden/score.py). */
import { cut, squeeze } from './matching.ts';

const NOUN = '(?:资料|材料|报告|文件|文档|文中|上下文|语料|内容|信息|原文|文本|段落|片段|数据|库|背景|context)';
const LACK =
  '(?:没有|未能|未|并未|并没有|尚未|无|缺少|缺乏|不包含|不包括|不含|不涉及|找不到|查不到)' +
  '(?:直接|明确|具体|任何|相关|关于|有关|对此|足够|详细|单独)*' +
  '(?:提到|提及|提供|给出|说明|包含|涉及|公布|列出|收录|披露|找到|查到|记载|讲到|说到|写到|写明|提出|说|讲|写|答案|依据|记录|描述|信息|内容|数据|资料|报告)';

const PATTERNS = [
  `${NOUN}.{0,40}?${LACK}`,
  `${NOUN}(?:[中里内上]|并|也|都|均|只)*(?:没有|无)[^,。;]{0,25}?(?:目标|数字|指标|说明|计划|规定|这一|该项|数据|信息|内容)`,
  `^(?:.{0,12}?)${LACK}`,
  `${LACK}.{0,60}?(?:无法|不能)`,
  '(?:无法|不能|难以)(?:直接|准确|明确|具体|从.{0,12}?)*(?:回答|确定|得知|判断|获知|提供|得出|给出|确认|知道|找到|查到|推断)',
  '(?:^|[,。;:!]|抱歉|对不起|我)(?:我)?(?:并)?不(?:太)?(?:知道|清楚|了解|确定)',
  '(?:暂无|没有)(?:相关|有关|这方面|该|此)?.{0,6}?(?:资料|信息|数据|记载|依据|答案)',
  "(?:don'?t|donot|didnot|didn'?t|doesnot|doesn'?t|isnot|isn'?t|arenot|aren'?t|wasnot|wasn'?t|couldnot|couldn'?t|cannot|can'?t|unableto)" +
    '(?:currently|explicitly|directly|specifically)?' +
    '(?:know|have(?:any|enough|the|access)|contain|mention|provide|specify|include|state|answer|determine|find|give|say|cover|disclose|report|provided|mentioned|specified|stated|included|given|available|covered)',
  '(?:no|notenough|insufficient)(?:specific|relevant|such|explicit|direct)?(?:information|mention|data|answer|evidence|figure|target)',
].map((pattern) => new RegExp(pattern, 'iu'));

/** Only the beginning of an answer says that it is a refusal (score.py). */
const BEGINNING = 300;

/** True when the beginning of the answer says that the reports do not tell it. */
export function looksRefused(answer: string): boolean {
  const { text } = squeeze(cut(answer, BEGINNING).replaceAll('’', "'"));
  return PATTERNS.some((pattern) => pattern.test(text));
}
