import { describe, expect, test } from "vitest";
import { entityRef, normAddress, normEmail, normName, normPhone, readRef } from "../src/links/index.ts";

describe("FE-3: keys of entities are normalised by the catalogue's rules", () => {
  test.each([
    ["+86 138 0013 8000", "13800138000"],
    ["０１０－８２６１２３４５", "01082612345"],
    ["0086-13800138000", "13800138000"],
    ["86 13800138000", "13800138000"],
    ["010-82612345 转 801", "01082612345"],
    ["(010) 82612345 ext. 12", "01082612345"],
    ["010-82612345#9", "01082612345"],
    ["n/a", ""],
  ])("norm.phone %s", (given, key) => {
    expect(normPhone(given)).toBe(key);
  });

  test.each([
    [" Info@Example.COM ", "info@example.com"],
    ["ｉｎｆｏ＠example.com", "info@example.com"],
  ])("norm.email %s", (given, key) => {
    expect(normEmail(given)).toBe(key);
  });

  test.each([
    ["广东省深圳市南山区科技路二十三号", "南山区科技路23号"],
    ["深圳市 南山区，科技路２３号", "南山区科技路23号"],
    ["北京市海淀区中关村大街一百零五号", "海淀区中关村大街105号"],
    ["广西壮族自治区南宁市青秀区民族大道二〇八号", "青秀区民族大道208号"],
    ["青秀区民族大道208号", "青秀区民族大道208号"],
    ["深圳市", "深圳市"],
  ])("norm.address %s", (given, key) => {
    expect(normAddress(given)).toBe(key);
  });

  test.each([
    ["深圳 市 建设（集团）有限公司", "深圳市建设(集团)有限公司"],
    ["深圳市建设【集团】有限公司", "深圳市建设(集团)有限公司"],
    ["Acme  Ltd.", "acmeltd."],
  ])("norm.name %s", (given, key) => {
    expect(normName(given)).toBe(key);
  });

  test("EV-5: a pseudonym is a key like any other and stays as it is", () => {
    const pseudonym = "pn1:0123abcd:AbCdEfGhIjKlMnOpQrStUv";
    expect(entityRef("phone", pseudonym)).toEqual({ kind: "phone", key: pseudonym });
    expect(entityRef("person", ` ${pseudonym} `)).toEqual({ kind: "person", key: pseudonym });
  });

  test("what leaves nothing, is too long or holds control characters is no key", () => {
    expect(entityRef("phone", "none")).toBeUndefined();
    expect(entityRef("organisation", " ")).toBeUndefined();
    expect(entityRef("organisation", "x".repeat(501))).toBeUndefined();
    expect(entityRef("organisation", "a\u0000b")).toBeUndefined();
    expect(readRef("phone:+86 13800138000")).toEqual({ kind: "phone", key: "13800138000" });
    expect(() => readRef("firm:1")).toThrow(expect.objectContaining({ code: "PROBITY_E_REQUEST" }));
    expect(() => readRef("phone:none")).toThrow(expect.objectContaining({ code: "PROBITY_E_REQUEST" }));
  });
});
