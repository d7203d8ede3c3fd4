/** The words of sharing and of the files that it makes, in both languages. */
import { language } from '../language.ts';

const zh = {
  share: '分享和导出',
  shareAll: '导出整个对话',
  link: '复制链接',
  linkCopied: '链接已复制',
  formats: {
    md: 'Markdown',
    footnotes: 'Markdown，GB/T 7714 脚注',
    docx: 'Word 文档（GB/T 7714 脚注）',
    html: '网页文件（可离线打开出处）',
    print: '打印或存为 PDF',
  },
  saved: '已导出',
  failed: '没有导出成，请稍后再试',
  sources: '出处',
  passage: '原文段落',
  back: '回到正文',
  made: (date: string) => `由“报告”于 ${date} 生成。引文都是报告原文。`,
  region: '地区',
  notStated: '未写明',
  noReport: '无报告',
  sameAs: (note: number) => `同注[${note}]。`,
  fileName: '问答',
};

const en: typeof zh = {
  share: 'Share and export',
  shareAll: 'Export the whole conversation',
  link: 'Copy a link',
  linkCopied: 'Link copied',
  formats: {
    md: 'Markdown',
    footnotes: 'Markdown with GB/T 7714 footnotes',
    docx: 'Word (GB/T 7714 footnotes)',
    html: 'Web page (its sources open offline)',
    print: 'Print or save as PDF',
  },
  saved: 'Exported',
  failed: 'Not exported; please try again later',
  sources: 'Sources',
  passage: 'Passages of the reports',
  back: 'Back to the answer',
  made: (date) => `Made by Baogao on ${date}. All quotes are the reports’ own words.`,
  region: 'Region',
  notStated: 'not stated',
  noReport: 'no report',
  sameAs: (note) => `As in note ${note}.`,
  fileName: 'answers',
};

export type ShareWords = typeof zh;

export function shareWords(): ShareWords {
  return language() === 'zh' ? zh : en;
}
