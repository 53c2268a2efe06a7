/** What tells one made-up appeal from the next: a place nearby, some named more often than others, and a house number. */
const LANDMARKS = [
  "卫生院 小学 幼儿园 敬老院 邮局 粮站 供销社 桥头 水塔 变电站 祠堂 戏台 菜市场 加油站 砖厂 果园 鱼塘 晒谷场 文化站 图书室",
  "篮球场 公交站 老槐树 石牌坊 水闸 泵站 碾米厂 养老院 诊所 药店 快递点 便利店 理发店 修车铺 茶馆 豆腐坊 铁匠铺 木材厂 采石场 养鸡场",
  "养猪场 大棚 苗圃 沼气池 垃圾站 公厕 停车场 充电桩 健身器材 宣传栏 派出所 消防站 气象站 码头 渡口 隧道 涵洞 水库 林场 茶园",
]
  .join(" ")
  .split(" ");
const HOUSES = 400;

/** Every sentence there is, by its number. @param key below the number of landmarks times `HOUSES` */
export function detailOf(key: number): string {
  const landmark = LANDMARKS[key % LANDMARKS.length] ?? "";
  const house = 101 + Math.floor(key / LANDMARKS.length);
  return house % 6 === 0 ? `在${landmark}附近，${house}号院。` : `在${landmark}旁边，门牌${house}号。`;
}

/** Draws a sentence's number: the first landmarks often, the last seldom, as words are spread in life. @param draws two in [0, 1) */
export function drawDetail(draws: readonly [number, number]): number {
  const landmark = Math.floor(LANDMARKS.length * draws[0] ** 2);
  return landmark + LANDMARKS.length * Math.floor(HOUSES * draws[1]);
}
