/** The words of the help sheet in both languages. */
import type { KeyName } from '../keys.ts';
import { language } from '../language.ts';

interface HelpWords {
  title: string;
  groups: { everywhere: string; report: string; box: string; table: string };
  keys: Record<KeyName, string>;
  box: { send: string; line: string; complete: string; cancel: string };
  table: { walk: string; open: string };
  search: { next: string; previous: string };
  single: string;
  singleHint: string;
  spoken: Record<string, string>;
}

const zh: HelpWords = {
  title: '键盘',
  groups: { everywhere: '任何地方', report: '打开报告时', box: '提问框里', table: '对比表里' },
  keys: {
    help: '这张说明',
    question: '到提问框',
    newConversation: '新对话',
    conversations: '以前的对话',
    page: '问答、对比等各页',
    nextAnswer: '下一个回答',
    previousAnswer: '上一个回答',
    nextCitation: '下一处引文',
    previousCitation: '上一处引文',
    find: '在报告中查找',
    contents: '目录；方向键在其中走动',
    leave: '关闭报告，回到来处',
  },
  box: { send: '提问', line: '换行', complete: '选地区和指标', cancel: '停止回答，或放弃修改' },
  table: { walk: '在数字之间走动', open: '打开出处' },
  search: { next: '查找时：下一处', previous: '查找时：上一处' },
  single: '启用单键',
  singleHint: '关掉以后，只有 Esc 和各处的方向键仍然有效。',
  spoken: { Escape: 'Esc', Enter: '回车', Arrows: '方向键' },
};

const en: HelpWords = {
  title: 'Keyboard',
  groups: { everywhere: 'Everywhere', report: 'With a report open', box: 'In the question box', table: 'In the table' },
  keys: {
    help: 'This sheet',
    question: 'To the question box',
    newConversation: 'New conversation',
    conversations: 'Earlier conversations',
    page: 'Ask, Compare and the other pages',
    nextAnswer: 'Next answer',
    previousAnswer: 'Previous answer',
    nextCitation: 'Next citation',
    previousCitation: 'Previous citation',
    find: 'Find in the report',
    contents: 'Contents; arrow keys walk in them',
    leave: 'Close the report, back to where you were',
  },
  box: {
    send: 'Ask',
    line: 'New line',
    complete: 'Choose a region or indicator',
    cancel: 'Stop the answer, or drop the change',
  },
  table: { walk: 'Walk from figure to figure', open: 'Open the source' },
  search: { next: 'While finding: next place', previous: 'While finding: previous place' },
  single: 'Single keys do something',
  singleHint: 'Without them only Esc and the arrow keys of each part still work.',
  spoken: { Escape: 'Esc', Enter: 'Enter', Arrows: 'Arrow keys' },
};

export function helpWords(): HelpWords {
  return language() === 'zh' ? zh : en;
}
