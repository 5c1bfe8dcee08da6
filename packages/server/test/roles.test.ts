import { describe, expect, test } from "vitest";
import {
  type Access,
  type Granted,
  guardedRoles,
  holds,
  type Permission,
  permissions,
  requireAccess,
  type Role,
  rolePermissions,
  roles,
  type Scope,
  scopeOf,
} from "../src/access/index.ts";

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
});
