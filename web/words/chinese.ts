/** The interface in Chinese; the English one has the same keys. */
import type { Reason } from '../model.ts';

const reasons: Record<Reason, string> = {
  'not-stated': '报告没有写到',
  'no-region': '没有这个地区的报告',
  'no-year': '没有这个年份的报告',
  'out-of-scope': '不在报告范围内',
};

const kinds: Record<string, string> = { target: '目标', result: '实绩', both: '目标与实绩' };
const reportKinds: Record<string, string> = {
  report: '工作报告',
  division: '任务分工',
  digest: '摘要',
  other: '其他文件',
};
const levels: Record<string, string> = {
  nation: '国家',
  province: '省级',
  city: '市级',
  county: '县级',
  department: '部门',
};

export const zh = {
  documentTitle: '报告 · 政府工作报告问答',
  name: '报告',
  motto: '问政府工作报告，句句有出处',
  skip: '跳到提问框',
  newConversation: '新对话',
  conversations: '历史对话',
  noConversations: '还没有对话。问过的问题会留在这个浏览器里。',
  deleteConversation: '删除这个对话',
  shelf: '书架',
  switchLanguage: 'English',
  switchLanguageLabel: 'Switch to English',
  theme: (now: string) => `外观：${{ auto: '跟随系统', light: '浅色', dark: '深色' }[now] ?? now}`,
  viewsLabel: '页面',
  viewChat: '问答',
  viewMatrix: '对比',
  views: { matrix: '指标对比' },
  chat: '问答',
  desk: '原文',

  placeholder: '问一个问题，例如某省今年的增长目标',
  placeholderFollowUp: '继续问，例如“那湖南呢？”',
  send: '提问',
  stop: '停止',
  enterHint: '回车提问，Shift + 回车换行',
  tooLong: (count: number, limit: number) => `${count} / ${limit} 字，请缩短`,
  editing: '正在修改之前的问题，其后的问答将被替换',
  cancel: '取消',

  welcome: '问政府工作报告，句句有出处',
  welcomeDetail: '每个数字、每句话都引自报告原文，点开标号就能看到它在报告里的位置。',
  loaded: (reports: number, regions: number, years: string) =>
    `已载入 ${reports} 份文件，涉及 ${regions} 个地区，${years}`,
  yearRange: (years: number[]) => (years.length > 1 ? `${years[0]}—${years.at(-1)}年` : `${years[0] ?? ''}年`),
  tryAsking: '可以这样问',

  searching: '正在查找原文',
  understoodAs: '理解为',
  kinds,
  year: (year: number) => `${year}年`,
  stopped: '已停止。',
  askAgain: '重新提问',
  edit: '修改',
  copy: '复制回答和出处',
  copied: '已复制',
  sources: (count: number) => `${count} 处出处`,
  citation: (number: number) => `出处 ${number}`,
  reworded: (model: string, reworded: number, kept: number) =>
    `${reworded} 句由 ${model} 改写，逐句核对过${kept > 0 ? `；其余 ${kept} 句是报告原文` : ''}。`,
  notReworded: '没有一句由语言模型改写，都是报告原文。',
  tookMs: (ms: number) => `用时 ${ms < 1000 ? `${Math.max(1, Math.round(ms))} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`}`,
  latest: '到最新的回答',
  answered: '回答：',
  refused: '没有可引用的原文',
  reasons,
  missing: '没有答到',
  region: '地区',
  notStated: '未写明',
  noReport: '无报告',
  oneByOne: (count: number) => `逐条列出（${count} 条）`,
  suggestions: '可以改问',

  failed: '这次没有答成',
  tryAgain: '再试一次',
  errors: {
    unreachable: '连不上服务。请确认它还在运行（npm start），然后再试。',
    'cut-off': '回答中途断开了，已收到的部分保留在上面。',
    internal: '服务出错了，日志里有原因。请再试一次。',
    'index-building': '报告还在读取中，几秒后再试。',
    'no-token': '需要口令。请用带口令的地址打开本页（…/#token=口令）。',
    'not-found': '这里没有要找的内容，可能报告已更新。',
  } as Record<string, string>,

  gone: '服务没有响应，恢复后会自动继续。',
  building: '正在读取报告，很快就能提问。',
  vectors: '语义检索还在准备中，现在先按字词查找；稍后的回答会更全。',

  backToShelf: '回到书架',
  close: '关闭',
  contents: '目录',
  previousCitation: '上一处出处（p）',
  nextCitation: '下一处出处（n）',
  place: (place: number, count: number) => `${place} / ${count}`,
  copyLink: '复制本段链接',
  linkCopied: '链接已复制',
  loadingReport: '正在打开报告',
  pageBreak: '原文在此断行',
  shelfTitle: '已载入的报告',
  shelfFilter: '按地区或标题查找',
  shelfNone: '没有符合的报告',
  partial: '节选',
  reportKinds,
  levels,
};

export type Words = typeof zh;
