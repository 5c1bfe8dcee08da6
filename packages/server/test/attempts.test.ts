import { describe, expect, test } from "vitest";
import { attemptKeys } from "../src/accounts/attempts.ts";

const keyOf = (address: string): string => attemptKeys("nobody", false, address).address;

describe("SE-1: by what failures of an address are counted", () => {
  test.each([
    ["2001:db8::1", "2001:db8::ffff:1:2:3", "2001:db8:0:1::1"],
    ["2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:3::1"],
    ["fe80::1", "fe80::a:b:c:d", "fe80:0:0:1::1"],
    ["::2", "::a:b:c:d", "0:0:0:1::"],
  ])("%s and %s are of one network, %s is of another", (one, same, other) => {
    expect(keyOf(same)).toBe(keyOf(one));
    expect(keyOf(other)).not.toBe(keyOf(one));
  });

  test("an IPv4 address counts as itself, also where it is written as IPv6", () => {
    expect(keyOf("192.0.2.1")).not.toBe(keyOf("192.0.2.2"));
    expect(keyOf("::ffff:192.0.2.1")).not.toBe(keyOf("::ffff:192.0.2.2"));
  });
});
