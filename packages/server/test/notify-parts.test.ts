import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config/index.ts";
import { retryDelayMs } from "../src/notify/dispatch/backoff.ts";
import { redacted } from "../src/notify/dispatch/redact.ts";
import { afterQuiet, digestAt } from "../src/notify/due.ts";
import { fillTemplate, inForm, inHeader, inJson } from "../src/notify/channels/template.ts";
import { defaultPreferences } from "../src/notify/preferences.ts";
import { createSecrets } from "../src/notify/secrets.ts";

const zone = "Asia/Shanghai";
/** Shanghai's clock. */
const at = (time: string): Date => new Date(`2026-11-30T${time}:00+08:00`);

describe("CA-6: when a notice leaves", () => {
  test.each([
    ["21:59", "22:00", "07:00", at("21:59")],
    ["22:00", "22:00", "07:00", new Date("2026-12-01T07:00:00+08:00")],
    ["00:30", "22:00", "07:00", at("07:00")],
    ["07:00", "22:00", "07:00", at("07:00")],
    ["12:30", "12:00", "14:00", at("14:00")],
    ["14:00", "12:00", "14:00", at("14:00")],
  ])("at %s with quiet hours from %s to %s", (now, from, to, expected) => {
    expect(afterQuiet(at(now), { quiet: { from, to } }, zone)).toEqual(expected);
  });

  test("digests come at the next whole hour or at the hour of the day, after the quiet hours", () => {
    const own = { ...defaultPreferences, digest: "hourly" as const };
    expect(digestAt(at("09:10"), own, zone)).toEqual(at("10:00"));
    expect(digestAt(at("23:10"), own, zone)).toEqual(new Date("2026-12-01T00:00:00+08:00"));
    const daily = { ...own, digest: "daily" as const, digestHour: 8 };
    expect(digestAt(at("07:59"), daily, zone)).toEqual(at("08:00"));
    expect(digestAt(at("08:00"), daily, zone)).toEqual(new Date("2026-12-01T08:00:00+08:00"));
    const quiet = { from: "22:00", to: "09:00" };
    expect(digestAt(at("07:00"), { ...daily, quiet }, zone)).toEqual(at("09:00"));
    expect(digestAt(at("07:00"), defaultPreferences, zone)).toBeUndefined();
  });

  test("attempts are further and further apart, anywhere within their span, at most an hour", () => {
    expect([1, 2, 3, 4].map((n) => retryDelayMs(n, 10_000, 1))).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect(retryDelayMs(3, 10_000, 0.25)).toBe(10_000);
    expect(retryDelayMs(500, 10_000, 1)).toBe(3_600_000);
    expect(retryDelayMs(500, 10_000, 0)).toBe(0);
  });
});

describe("SE-4, SE-5: what is foreign stays what it is", () => {
  const values = { to: "1", text: '"}\r\nX: y&z=1{{secret}}', title: "", link: "", id: "", secret: "s3cret" };

  test("a value neither ends its string, its field nor its line, and is no template itself", () => {
    const json = fillTemplate('{"a":"{{text}}"}', values, inJson);
    expect(JSON.parse(json)).toEqual({ a: values.text });
    expect([...new URLSearchParams(fillTemplate("a={{text}}&b=2", values, inForm))]).toEqual([
      ["a", values.text],
      ["b", "2"],
    ]);
    expect(fillTemplate("k {{text}}", values, inHeader)).toBe('k "}X: y&z=1{{secret}}');
    expect(fillTemplate("{{other}}", values, inJson)).toBe("{{other}}");
  });

  test("errors are told without secrets, in whatever form they come back", () => {
    const secret = "p/ss w&rd";
    const error = new Error(
      `at ${secret} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString("base64")}\n\u0000`,
    );
    expect(redacted(error, [secret])).toBe("at *** *** *** ");
    expect(redacted(new Error("x".repeat(5_000)), [])).toHaveLength(300);
  });

  test("secrets have names that lead nowhere else", () => {
    const secrets = createSecrets("/etc", { PROBITY_SECRET_SMTP_PASSWORD: " pa55 " });
    expect(secrets("smtp-password")).toBe("pa55");
    for (const name of ["../etc/passwd", "hostname/..", "PATH", ""])
      expect(secrets(name), name).toBeUndefined();
  });

  test("OP-2: the variables of notices are checked at the start", () => {
    expect(
      readConfig({ PROBITY_NOTIFY_ALLOW: "*.Example.org, 10.0.0.0/8,fd00::/8,mail" }).notifyAllow,
    ).toEqual(["*.example.org", "10.0.0.0/8", "fd00::/8", "mail"]);
    for (const bad of ["10.0.0.0/33", "http://x", "a b", "x/8"])
      expect(() => readConfig({ PROBITY_NOTIFY_ALLOW: bad }), bad).toThrow("PROBITY_NOTIFY_ALLOW");
    expect(() => readConfig({ PROBITY_PUBLIC_URL: "probity" })).toThrow("PROBITY_PUBLIC_URL");
  });
});
