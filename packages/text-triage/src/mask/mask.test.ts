import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureMask, readSample } from "../../bench/mask-sample.ts";
import { maskPersonalData, MASKS } from "./mask.ts";

const masked = (text: string): string => maskPersonalData(text).text;

describe("masking", () => {
  it.each([
    ["我叫周小满，电话１９９ ００００ ０００１。", "我叫〔姓名〕，电话〔电话〕。"],
    ["身份证990101198003150013和99010119800315001X", "身份证〔证件号〕和〔证件号〕"],
    ["车牌湘A0Z00T和赣AF0Z0Z8", "车牌〔车牌〕和〔车牌〕"],
    ["住清水镇柳树村3组12号，隔壁", "住清水镇〔住址〕，隔壁"],
    ["卡号6200 0000 0000 0000 018，邮箱a.b@example.com，QQ1000000001", "卡号〔银行卡〕，邮箱〔邮箱〕，QQ〔账号〕"],
    ["尊敬的刘书记：村民何秀英、马德才反映", "尊敬的〔姓名〕书记：村民〔姓名〕、〔姓名〕反映"],
    [
      "隔壁王婆婆和丁婶的菜地，老李家的狗，城管小徐说，窗口的小赵了",
      "隔壁〔姓名〕婆婆和〔姓名〕婶的菜地，老〔姓名〕家的狗，城管小〔姓名〕说，窗口的小〔姓名〕了",
    ],
    ["我是冯三妹的儿子，胡老四和阿珍都看见了", "我是〔姓名〕的儿子，〔姓名〕和〔姓名〕都看见了"],
    ["退伍军人申屠勇，本人夏侯敏，卡号6222 0200 0000 0000 011", "退伍军人〔姓名〕，本人〔姓名〕，卡号〔银行卡〕"],
    ["车牌粤BD12345，住新华里4号楼3门502", "车牌〔车牌〕，住〔住址〕"],
    ["电话139  0000  0001，139,0000,0001，139/0000/0001", "电话〔电话〕，〔电话〕，〔电话〕"],
    ["手机①③⑨⓪⓪⓪⓪⓪⓪⓪①，座机打88880000找他", "手机〔电话〕，座机打〔电话〕找他"],
    ["新能源车湘AD1234F、湘 A D 1 2 3 4 5", "新能源车〔车牌〕、〔车牌〕"],
    [
      "薇信abc12345，v信 wxid_abc1，微 信 号 abc12345，wx：zhang_88",
      "薇信〔账号〕，v信 〔账号〕，微 信 号 〔账号〕，wx：〔账号〕",
    ],
    ["住幸福小区2-1-502，阳光花园12-301", "住〔住址〕，〔住址〕"],
    ["我是张伟，本人李敏，男，他是赵刚。", "我是〔姓名〕，本人〔姓名〕，男，他是〔姓名〕。"],
    ["我叫李建新。李建新已经找过村里，欧阳文静女士也在", "我叫〔姓名〕。〔姓名〕已经找过村里，〔姓名〕女士也在"],
  ])("%s", (given, expected) => {
    expect(masked(given)).toBe(expected);
  });

  it("leaves dates, prices, lines, documents, hotlines, divisions and ordinary words", () => {
    for (const text of [
      "2019年5月12日第5号文件规定，补贴1380元，12345没有回音。",
      "地铁3号线二期什么时候开工？205路公交车不准点。",
      "高考期间马路旁边施工，方便群众，于是大家向上反映。",
      "清水镇柳树村的公路，和谐小区的业主，公园一号门口。",
      "社区主任、班主任、保安队长和语文老师都来了。",
      "养老金的事，敬老院的小康家庭，最小的孩子，种小麦，家里老人多。",
      "公婆不在家，阿姨说三门课都停了，老大不小了，前哥姐两个。",
      "我是党员，本人高中，他是农民。我是石桥，他是冠军。",
      "小区3-5栋，小区1-2楼，比分3-2，住了3-5年，威信很高，139,000,000元。",
      "家住黄兴镇，村民贺嘉岭组的路断了，员工劳动权益没有保障。",
    ]) {
      expect(masked(text)).toBe(text);
    }
  });

  it("tells spans in order, without overlap, that rebuild the text", () => {
    const piece = fc.constantFrom(
      "我叫",
      "周小满",
      "19900000001",
      "990101198003150013",
      "柳树村3组",
      "王主任",
      "，",
      "湘A0Z00T",
      "的",
      "5",
      "号",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const { text: answer, spans } = maskPersonalData(text);
        let rebuilt = "";
        let at = 0;
        for (const { kind, from, to } of spans) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          rebuilt += text.slice(at, from) + MASKS[kind];
          at = to;
        }
        expect(rebuilt + text.slice(at)).toBe(answer);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["1 3 9 0 0 0 0 0 0 0 1", "gaps between all digits"],
    ["139.0000-0001", "dots and dashes"],
    ["139\u200b0000\u200f00\u00ad01", "signs that are not seen"],
    [
      "\u{1d7cf}\u{1d7d1}\u{1d7d7}\u{1d7ce}\u{1d7ce}\u{1d7ce}\u{1d7ce}\u{1d7ce}\u{1d7ce}\u{1d7ce}\u{1d7cf}",
      "mathematical digits",
    ],
    ["\u0661\u0663\u0669\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661", "Arabic-Indic digits"],
    ["一三九零零零零零零零一", "Chinese numerals"],
    ["壹叁玖-零零零零-零零零壹", "formal numerals with dashes"],
    ["1三九0000 0零零1", "numerals in turn"],
  ])("finds a phone number written as %s (%s)", (number) => {
    expect(masked(`电话${number}。`)).toBe("电话〔电话〕。");
    expect(masked(`共${number}2345人`)).toBe(`共${number}2345人`);
  });

  it("finds an identity number with gaps, and the span is where it stood", () => {
    const given = "身份证\u202d９９０１０１ 1980-03-15 001 3\u202c。";
    expect(masked(given)).toBe("身份证\u202d〔证件号〕\u202c。");
    expect(maskPersonalData(given).spans).toEqual([{ kind: "identity", from: 4, to: 27 }]);
  });

  it("takes time that grows with the length, over texts made to slow it down, and passes nothing on unread", () => {
    const pieces = Array.from("1１0一我王户号，！ \n路（）").concat(
      [
        "1栋",
        "3组",
        "王主任",
        "、王小明",
        "和李小红",
        "我叫",
        "我叫王小明，",
        "a.",
        "a@",
        "b.c@",
        "19",
        "住",
        "QQ",
        "12*",
        "62 ",
      ],
      ["1号 ", "和平路1号", "A1", "京A", "一三", "1390000000 ", "13900000001", "1 ", "\u202e1\u202c", "谢谢 ", "\n "],
    );
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const [short, long] = [5_000, 20_000].map((length) => leastProcessorMs(() => maskPersonalData(text.slice(0, length))));
      // Fourfold in length: 4 if linear, 16 if quadratic. What is over in a quarter of a second harms nobody, however it grows.
      expect(long! < 250 || long! < 8 * short!, `${JSON.stringify(piece)}: ${short} ms, ${long} ms`).toBe(true);
      expect(maskPersonalData(text).text.length).toBeLessThanOrEqual(40_000);
    }
    expect(masked("，".repeat(20_000) + "19900000001")).not.toContain("199");
  });
});

/** The least of a few runs: what others do on the machine only adds. */
function leastProcessorMs(work: () => unknown): number {
  let least = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe("the published sample", () => {
  // Lower than what is measured (docs/benchmarks/text-triage.md), so that a rule may trade one sentence for another.
  it.each([
    ["a", 0.95, 0.97],
    ["b", 0.88, 0.97],
    ["c", 0.7, 0.95],
    ["d", 0.86, 0.97],
    ["e", 0.95, 0.97],
  ] as const)("part %s: recall at least %d, precision at least %d", (part, recall, precision) => {
    const all = measureMask(readSample(part)).get("all")!;
    expect(all.marked).toBeGreaterThan(45);
    expect(all.found / all.marked).toBeGreaterThanOrEqual(recall);
    expect(all.right / all.masked).toBeGreaterThanOrEqual(precision);
  });

  it("holds more than three hundred sentences", () => {
    const sentences = (["a", "b", "c", "d", "e"] as const).reduce((sum, part) => sum + readSample(part).length, 0);
    expect(sentences).toBeGreaterThanOrEqual(300);
  });
});
