/** Whether a question asks for departments, and which ones it names. */
import { regions } from '../../ingest/regions.ts';

const ASKS =
  /(?:哪|什么)(?:个|一个|些)?(?:部门|厅|局|委)|(?:哪|什么)(?:个|家|一个|些)?单位[^，。？]{0,6}(?:牵头|负责|主管|带头)|(?:由|归)?谁(?:来)?(?:牵头|负责|带头)|牵头(?:的)?(?:部门|单位)|负责(?:部门|单位)|which (?:department|agency|office|bureau)|who (?:is|was) (?:responsible|in charge)|responsible for/i;

const PROVINCES = regions
  .filter(({ level }) => level === 'province')
  .map(({ short }) => short)
  .join('|');
/** 湖南省财政厅, 省民政厅, 国网电力公司: a name that says whose it is, wherever it stands. */
const OWNED = `(?:省|市|区|国网|${PROVINCES})[\\u4e00-\\u9fff]{1,12}?(?:厅|局|委|办|公司|院|银行|总社|集团)`;
/** 由人社厅牵头: without one it must stand after 由 and the like. */
const BARE = '(?:(?<=归|由|是|[，。；：\\s])|^)[\\u4e00-\\u9fff]{2,10}?(?:厅|局|委(?![员托派任]))';
const NAMED = new RegExp(`(${OWNED}|${BARE})(?:[^，。？]{0,24})?(?:牵头|负责)`, 'g');
const OWNER = new RegExp(`^(?:${PROVINCES})?(?:省|市|区)`);

/** Whether the answer of a normalised question is departments: 由哪个部门牵头. */
export function asksForDepartments(text: string): boolean {
  return ASKS.test(text);
}

/** Departments that a normalised question names with what they lead or do: 归省民政厅牵头. */
export function departmentsNamed(text: string): string[] {
  return [...text.matchAll(NAMED)].map((match) => match[1] ?? '').filter((name) => !/哪|什么|谁/.test(name));
}

/** 省民政厅, 湖南省民政厅 and 民政厅 are one: the name without whose it is. */
export function plainDepartment(name: string): string {
  return name.replace(OWNER, '');
}
