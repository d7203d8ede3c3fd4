/**
 * Signs of radicals that stand for the characters they look like: PDF writers put ⼯ (U+2F2F) where 工 was printed. The
 * pairs are those of Unicode's EquivalentUnifiedIdeograph.txt; of the first block its own compatibility forms.
 */
const SUPPLEMENT =
  '⺁厂⺄乙⺇几⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

/** Character for each sign, by code unit: radicals and compatibility ideographs. */
export const ORDINARY: ReadonlyMap<number, number> = table();

const SIGN = /[\u2e80-\u2fd5\uf900-\ufaff]/g;

/** The text with ordinary characters for these signs, one for one. */
export function withOrdinaryCharacters(text: string): string {
  return text.replace(SIGN, (sign) => {
    const code = ORDINARY.get(sign.charCodeAt(0));
    return code === undefined ? sign : String.fromCharCode(code);
  });
}

function table(): Map<number, number> {
  const codes = new Map<number, number>();
  for (let at = 0; at < SUPPLEMENT.length; at += 2) codes.set(SUPPLEMENT.charCodeAt(at), SUPPLEMENT.charCodeAt(at + 1));
  const blocks: [number, number][] = [
    [0x2f00, 0x2fd5],
    [0xf900, 0xfaff],
  ];
  for (const [first, last] of blocks) {
    for (let code = first; code <= last; code++) {
      const plain = String.fromCharCode(code).normalize('NFKC');
      if (plain.length === 1 && plain.charCodeAt(0) !== code) codes.set(code, plain.charCodeAt(0));
    }
  }
  return codes;
}
