/** Why a report was taken for what it is, in Chinese: the server says it in English phrases. */

/** Each phrase of the server with its Chinese; what stands in it is kept. */
const CHINESE: [RegExp, string][] = [
  [/^the collection's heading (.*)$/, '汇编里的标题“$1”'],
  [/^the State Council, or the National Congress$/, '国务院，或全国人民代表大会'],
  [/^the meeting: (.*)$/, '会议名称“$1”'],
  [/^the title: (.*)$/, '标题里的“$1”'],
  [/^the speaker: (.*)$/, '报告人的职务“$1”'],
  [/^the department in the title: (.*)$/, '标题里的部门“$1”'],
  [/^the column for the region: (.*)$/, '地区一列：$1'],
  [/^the file name or title: (.*)$/, '文件名或标题里的“$1”'],
  [/^the folder: (.*)$/, '文件夹“$1”'],
  [/^named (\d+) times in the text$/, '正文里提到 $1 次'],
  [/^not found$/, '没有找到'],
  [
    /^not found; (\w+) by its words for its own region, (\d+) times$/,
    '没有找到；级别由“全省”“全市”“全县”等词推定（$2 次）',
  ],
  [/^the date of the speech, (.*)$/, '作报告的日期 $1'],
  [/^the speech of (.*), which plans for (\d+)$/, '$1 作的报告，安排的是 $2 年'],
  [/^the year in the title$/, '标题里的年份'],
  [/^the year in the file name$/, '文件名里的年份'],
  [/^the year in the folder name$/, '文件夹名里的年份'],
  [/^the column for the year$/, '年份一列'],
  [/^the text plans for (\d+)$/, '正文安排的是 $1 年'],
  [/^the date in the head, (.*)$/, '开头的日期 $1'],
  [/^(\d+) tasks with departments$/, '有 $1 项任务写明了部门'],
  [/^a draft: (.*)$/, '草案：$1'],
  [/^the line “(.*)”$/, '“$1”一行'],
  [/^its title or file name$/, '标题或文件名'],
  [/^its title or opening$/, '标题或开头'],
  [/^its text names a work report$/, '正文提到工作报告'],
  [/^nothing says that it is a work report$/, '没有写明是工作报告'],
  [/^corrected by hand$/, '手工更正'],
  [/^catalog\.json$/, 'catalog.json'],
];

/** A phrase that is not known is shown as it came. */
export function chineseReason(phrase: string): string {
  const found = CHINESE.find(([pattern]) => pattern.test(phrase));
  return found ? phrase.replace(found[0], found[1]) : phrase;
}
