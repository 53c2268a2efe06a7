import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseNumber, readCaseNumber } from "./case-number.ts";
import { CROCKFORD } from "./crockford.ts";
import { readCreditCode } from "./credit-code.ts";
import { maskIdentityNumber, readIdentityNumber } from "./identity-number.ts";
import { maskPhone, readPhone } from "./phone.ts";
import { uuidv7Source } from "./uuidv7.ts";

function random(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return crypto.getRandomValues(bytes);
}

describe("phone numbers", () => {
  test.each([
    ["13800138000", "+8613800138000", "mobile"],
    ["138-0013-8000", "+8613800138000", "mobile"],
    ["１３８００１３８０００", "+8613800138000", "mobile"],
    ["+86 138 0013 8000", "+8613800138000", "mobile"],
    ["008613800138000", "+8613800138000", "mobile"],
    ["86 13800138000", "+8613800138000", "mobile"],
    ["010-62345678", "+861062345678", "landline"],
    ["(027) 8765 4321", "+862787654321", "landline"],
    ["0716-5881234", "+867165881234", "landline"],
    ["+86 716 5881234", "+867165881234", "landline"],
    ["+86 10 6234 5678", "+861062345678", "landline"],
  ])("%s is read", (typed, number, kind) => {
    expect(readPhone(typed)).toEqual({ number, kind });
  });

  test.each([
    "12800138000",
    "1380013800",
    "138001380000",
    "5881234",
    "110",
    "0716-588123",
    "0716-5881234转802",
    "+1 212 555 0100",
    "",
    "1380013800a",
    `1${"3".repeat(99)}`,
  ])("%s is refused", (typed) => {
    expect(readPhone(typed)).toBeUndefined();
  });

  test("its one form is read as itself, and the mask keeps seven digits", () => {
    expect(readPhone("+867165881234")?.number).toBe("+867165881234");
    expect(maskPhone("+8613800138000")).toBe("138****8000");
  });
});

describe("identity numbers", () => {
  // The two examples printed in GB 11643-1999.
  test.each(["11010519491231002X", "440524188001010014"])("%s of the standard is read", (number) => {
    expect(readIdentityNumber(number)?.number).toBe(number);
  });

  test("a small x and full-width digits are read; the birth date is given", () => {
    expect(readIdentityNumber("110105 19491231 002x")).toEqual({
      number: "11010519491231002X",
      divisionCode: "110105",
      birthDate: "1949-12-31",
    });
    expect(readIdentityNumber("１１０１０５１９４９１２３１００２Ｘ")?.birthDate).toBe("1949-12-31");
  });

  test("every single wrong digit and every swap of neighbours is found", () => {
    const right = "11010519491231002X";
    const missed: string[] = [];
    for (let at = 0; at < 17; at++) {
      for (const digit of "0123456789") {
        const wrong = right.slice(0, at) + digit + right.slice(at + 1);
        if (wrong !== right && readIdentityNumber(wrong) !== undefined) missed.push(wrong);
      }
      const swapped = right.slice(0, at) + (right[at + 1] ?? "") + (right[at] ?? "") + right.slice(at + 2);
      if (swapped !== right && readIdentityNumber(swapped) !== undefined) missed.push(swapped);
    }
    expect(missed).toEqual([]);
  });

  test("a date that does not exist is refused though its check digit fits", () => {
    const body = "11010519490231002";
    const fitting = Array.from("0123456789X", (sign) => readIdentityNumber(body + sign));
    expect(fitting.every((each) => each === undefined)).toBe(true);
  });

  test("old 15-digit numbers are refused; the mask hides the birth date", () => {
    expect(readIdentityNumber("110105491231002")).toBeUndefined();
    expect(maskIdentityNumber("11010519491231002X")).toBe("1101**********002X");
  });
});

describe("social credit codes", () => {
  // The example of GB 32100-2015.
  test("the standard's example is read, typed as people do", () => {
    expect(readCreditCode("91350100M000100Y43")).toBe("91350100M000100Y43");
    expect(readCreditCode(" 91350100m000100y43 ")).toBe("91350100M000100Y43");
  });

  test("every single wrong sign is found", () => {
    const right = "91350100M000100Y43";
    const missed: string[] = [];
    for (let at = 0; at < 18; at++) {
      for (const sign of "0123456789ABCDEFGHJKLMNPQRTUWXY") {
        const wrong = right.slice(0, at) + sign + right.slice(at + 1);
        if (wrong !== right && readCreditCode(wrong) !== undefined) missed.push(wrong);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe("case numbers", () => {
  test("one is read back as typed by hand: small letters, O for 0, no hyphens", () => {
    const number = caseNumber("2026-11-23", random);
    expect(number).toMatch(/^20261123-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readCaseNumber(number)).toBe(number);
    expect(readCaseNumber(number.toLowerCase().replaceAll("-", "").replaceAll("0", "o").replaceAll("1", "l"))).toBe(number);
  });

  test("every wrong symbol and every swap of two symbols is found", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7 }), fc.nat(15), fc.nat(15), fc.nat(31), (bytes, one, other, put) => {
        const symbols = Array.from(caseNumber("2026-11-23", () => bytes).replaceAll("-", ""));
        const wrong = symbols.with(one, CROCKFORD.charAt(put));
        const swapped = symbols.with(one, symbols[other] ?? "").with(other, symbols[one] ?? "");
        const mistakes = [wrong, swapped].map((each) => each.join("")).filter((each) => each !== symbols.join(""));
        expect(mistakes.filter((each) => readCaseNumber(each) !== undefined)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test("a day of another form is a bug", () => {
    expect(() => caseNumber("23.11.2026", random)).toThrow(/day/);
  });
});

describe("uuidv7", () => {
  test("the form and time of RFC 9562", () => {
    const id = uuidv7Source(() => 0x017f22e279b0, random)();
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("rises whether the clock stands, steps back a little or runs", () => {
    let ms = 1_700_000_000_000;
    const next = uuidv7Source(() => (ms += [0, 0, 0, 1, -2][Math.floor(Math.random() * 5)] ?? 0), random);
    let last = "";
    const seen = new Set<string>();
    for (let drawn = 0; drawn < 20_000; drawn++) {
      const id = next();
      expect(id > last).toBe(true);
      seen.add(id);
      last = id;
    }
    expect(seen.size).toBe(20_000);
  });

  test("a clock that was an hour ahead is followed back", () => {
    let ms = 1_700_003_600_000;
    const next = uuidv7Source(() => ms, random);
    next();
    ms = 1_700_000_000_000;
    expect(Number.parseInt(next().replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
  });
});
