/** The words of marks on figures in both languages. */
import { language } from '../language.ts';

const zh = {
  toggle: '核对数字',
  toggleHint: '打开后，按一个数字可以说它对不对；你的说法会用在回答里，也会写明',
  asked: '这个数字',
  verdicts: { right: '正确', wrong: '有误，不用它回答', value: '应为另一个数' },
  figure: '应为',
  unit: '单位',
  note: '备注（可不填）',
  source: '打开原文',
  save: '保存',
  takeBack: '撤销以前的说法',
  cancel: '取消',
  close: '关闭',
  saving: '正在保存',
  failed: '没有保存：',
  noNumber: '请写一个数，例如 7.5',
  kept: '已记下',
  said: { right: '有人核对过，正确', wrong: '有人指出有误，不用它回答', value: '有人给出了这个数' },
};

const en: typeof zh = {
  toggle: 'Check figures',
  toggleHint: 'While on, press a figure to say whether it is right; answers use what you say, and say so',
  asked: 'This figure is',
  verdicts: { right: 'right', wrong: 'wrong, answers do without it', value: 'to be another' },
  figure: 'It should be',
  unit: 'Unit',
  note: 'Note (optional)',
  source: 'Open the source',
  save: 'Save',
  takeBack: 'Take back what was said',
  cancel: 'Cancel',
  close: 'Close',
  saving: 'Saving',
  failed: 'Not saved: ',
  noNumber: 'Write a number, such as 7.5',
  kept: 'Kept',
  said: {
    right: 'A person found it right',
    wrong: 'A person found it wrong; answers do without it',
    value: 'A person gave this figure',
  },
};

/** In the language shown now. */
export function markWords(): typeof zh {
  return language() === 'zh' ? zh : en;
}
