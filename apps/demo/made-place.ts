/** Townships nobody can mistake for a real one: province 99, city 9902, a county for every ninety-nine. */
export const MOST_TOWNSHIPS = 9_000;
const A_COUNTY = 99;

export type MadePlace = { readonly code: string; readonly name: string };
export type MadeTownship = MadePlace & { readonly county: MadePlace; readonly villages: readonly MadePlace[] };

const FIRST = "青白长柳石金银玉东西南北上下龙凤云松竹梅兰桃杏桑榆清明安泰和".split("");
const SECOND = "河山桥溪湾岭坪塘井洲桥店坝滩沟岗原峰泉源溪林湖潭台口关渡塔坡".split("");
const HAMLETS = "湾庄沟坪店桥坡塘岭屯".split("");
const CLANS = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗".split("");

export const MADE_CITY = { code: "9902", name: "演示二市" } as const;

/** The township of a number, below `MOST_TOWNSHIPS`, with so many villages. */
export function madeTownship(number: number, villages: number): MadeTownship {
  const order = Math.floor(number / A_COUNTY);
  const countyCode = `${MADE_CITY.code}${String(1 + order).padStart(2, "0")}`;
  const code = `${countyCode}${String(101 + (number % A_COUNTY))}`;
  return {
    code,
    name: `${nameAt(number)}镇`,
    county: { code: countyCode, name: `${nameAt(order + 7)}县` },
    villages: Array.from({ length: villages }, (_, place) => ({
      // 200 and above: a village (统计用区划代码).
      code: `${code}${String(201 + place)}`,
      name: `${at(CLANS, number + place)}家${at(HAMLETS, number + Math.floor(place / CLANS.length) + place)}村`,
    })),
  };
}

function nameAt(number: number): string {
  return at(FIRST, number) + at(SECOND, Math.floor(number / FIRST.length) + number);
}

function at(from: readonly string[], place: number): string {
  return from[place % from.length] ?? "";
}
