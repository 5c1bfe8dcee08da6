import { describe, expect, test } from "vitest";
import {
  type Access,
  type Granted,
  guardedRoles,
  holds,
  type Permission,
  permissions,
  requireAccess,
  requirePurpose,
  type Role,
  rolePermissions,
  roles,
  type Scope,
  scopeOf,
} from "../src/access/index.ts";
import type { Actor } from "../src/people/index.ts";

const holder = (role: Role | "operator" | "registered", unit: string | null = null): Granted => ({
  id: "li",
  grants: [{ role, unit }],
});

/** What the operator alone does. */
const operatorOnly: readonly Permission[] = ["event.erase", "key.write"];

const changing = (role: Role): readonly string[] =>
  rolePermissions[role].filter((permission) => !/\.(?:read|export)$/.test(permission));

const code = (who: Granted, permission: Permission): unknown => {
  try {
    requireAccess(who, permission);
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
  return undefined;
};

const actor = (kind: "operator" | "person" | "service", role: Role | "operator" | "registered"): Actor => ({
  ...holder(role),
  kind,
  isPerson: kind === "person",
});

const purpose = (who: Actor, text?: string): string | undefined =>
  requirePurpose({ actor: who, headers: text === undefined ? {} : { "probity-purpose": text } });

describe("SE-2: roles and permissions", () => {
  test("every permission is some role's, or the operator's alone", () => {
    for (const permission of permissions) {
      const holding = roles.filter((role) => rolePermissions[role].includes(permission));
      expect(holding.length > 0, permission).toBe(!operatorOnly.includes(permission));
    }
  });

  test("whoever administers accounts reads no case, no event and no person, and releases no rule", () => {
    const closed: readonly Access[] = [
      "case.read",
      "event.read",
      "person.read",
      "entity.read",
      "rule.release",
    ];
    for (const permission of permissions)
      if (closed.includes(permission)) expect(holds(holder("admin"), permission), permission).toBe(false);
    expect([...guardedRoles]).toEqual(["admin", "discipline", "auditor"]);
  });

  test("nobody who writes rules releases them, and no auditor or observer changes anything of the work", () => {
    for (const role of roles) {
      const given = rolePermissions[role];
      expect(given.includes("rule.write") && given.includes("rule.release"), role).toBe(false);
    }
    expect(changing("auditor")).toEqual(["account.agree", "log.cosign", "request.decide"]);
    expect(changing("observer")).toEqual([]);
  });

  test("a grant for a unit opens what shows all units only where the permission is about no unit", () => {
    expect(() => requireAccess(holder("handler"), "alert.read")).not.toThrow();
    expect(() => requireAccess(holder("handler", "county"), "alert.read")).toThrow("for all units");
    expect(() => requireAccess(holder("handler", "county"), "alert.read", true)).not.toThrow();
    expect(() => requireAccess(holder("handler", "county"), "rule.read")).not.toThrow();
    expect(scopeOf(holder("handler", "county"), "alert.read")).toEqual({ units: ["county"] } satisfies Scope);
  });

  test("a refusal says what would help: a role, a person, or the operator token", () => {
    expect(code(holder("observer"), "case.verify")).toBe("PROBITY_E_FORBIDDEN");
    expect(code(holder("admin"), "key.write")).toBe("PROBITY_E_OPERATOR");
    expect(code(holder("operator"), "case.verify")).toBe("PROBITY_E_PERSON");
    expect(code(holder("operator"), "key.write")).toBeUndefined();
  });

  test("LO-7: a purpose is asked of persons with roles, taken from others, and read from its encoding", () => {
    expect(() => purpose(actor("person", "handler"))).toThrow("missing");
    expect(purpose(actor("person", "handler"), encodeURIComponent("核查 2026-17"))).toBe("核查 2026-17");
    expect(purpose(actor("person", "handler"), "100% sure")).toBe("100% sure");
    for (const bad of ["", "x", " y ", "a".repeat(501), "two%0Alines", "nul%00"])
      expect(() => purpose(actor("person", "handler"), bad), bad).toThrow("characters");
    for (const who of [
      actor("person", "registered"),
      actor("operator", "operator"),
      actor("service", "handler"),
    ])
      expect(purpose(who)).toBeUndefined();
    expect(purpose(actor("service", "handler"), "nightly report")).toBe("nightly report");
  });
});
