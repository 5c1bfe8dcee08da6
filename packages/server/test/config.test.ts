import { describe, expect, test } from "vitest";
import { defaultConfig, readConfig } from "../src/index.ts";

describe("OP-2: configuration from the environment", () => {
  test("nothing set gives the defaults", () => {
    expect(readConfig({})).toEqual({
      ...defaultConfig,
      databaseUrl: undefined,
      opsToken: undefined,
      signingKeyFile: undefined,
      defaultCurrency: undefined,
    });
  });

  test("every bad variable is named in one error", () => {
    const env = {
      PROBITY_PORT: "70000",
      PROBITY_LOG_LEVEL: "loud",
      PROBITY_DATABASE_URL: "mysql://x",
      PROBITY_TIME_ZONE: "Mars/Olympus",
      PROBITY_OPS_TOKEN: "short",
    };
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ code: "PROBITY_E_CONFIG" }));
    try {
      readConfig(env);
    } catch (error) {
      expect(error).toMatchObject({
        errors: [
          "PROBITY_DATABASE_URL",
          "PROBITY_PORT",
          "PROBITY_LOG_LEVEL",
          "PROBITY_OPS_TOKEN",
          "PROBITY_TIME_ZONE",
        ].map((path) => ({ path })),
      });
    }
  });

  test("values are read, blanks count as absent", () => {
    const config = readConfig({ PROBITY_PORT: " 0 ", PROBITY_HOST: "", PROBITY_DEFAULT_CURRENCY: "CNY" });
    expect(config).toMatchObject({ port: 0, host: "127.0.0.1", defaultCurrency: "CNY" });
  });
});

describe("SE-1: how people sign in", () => {
  test("an identity provider is read with its defaults, and what is missing with it is named", () => {
    const config = readConfig({
      PROBITY_PUBLIC_URL: "https://probity.example.cn/",
      PROBITY_OIDC_ISSUER: "https://login.example.cn/realms/county",
      PROBITY_OIDC_CLIENT_ID: "probity",
      PROBITY_TRUSTED_PROXIES: "10.0.0.0/8, 127.0.0.1",
    });
    expect(config).toMatchObject({
      trustedProxies: ["10.0.0.0/8", "127.0.0.1"],
      oidc: { personClaim: "preferred_username", provision: false, clientId: "probity" },
    });
    expect(readConfig({}).oidc).toBeUndefined();
    expect(() => readConfig({ PROBITY_OIDC_ISSUER: "https://login.example.cn" })).toThrow(
      "PROBITY_OIDC_CLIENT_ID",
    );
    expect(() => readConfig({ PROBITY_TRUSTED_PROXIES: "my-proxy" })).toThrow("PROBITY_TRUSTED_PROXIES");
  });
});
