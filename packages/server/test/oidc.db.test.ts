import { createServer, type Server } from "node:http";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { freePort } from "./support/free-port.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

/** A provider as an organisation runs one: real protocol, real keys, on loopback; only its login page asks for no password. */
async function startProvider(
  callbacks: readonly string[],
): Promise<{ readonly issuer: string; readonly server: Server }> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "probity", client_secret: "a-secret-of-the-test", redirect_uris: [...callbacks] }],
    claims: { openid: ["sub"], profile: ["preferred_username", "name"] },
    pkce: { required: () => true },
    cookies: { keys: ["only for this test"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, name: `Name of ${id}` }),
    }),
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { issuer, server };
}

/** A browser: cookies by host, one request at a time, redirects by hand. */
function createBrowser(): (url: string, form?: Record<string, string>) => Promise<Response> {
  const jar = new Map<string, Map<string, string>>();
  return async (url, form) => {
    const { host } = new URL(url);
    const cookies = jar.get(host) ?? new Map<string, string>();
    jar.set(host, cookies);
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form !== undefined && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split(/=(.*)/s);
      cookies.set(name, value);
    }
    return answer;
  };
}

const locationOf = (answer: Response, base: string): string =>
  new URL(answer.headers.get("location") ?? "", base).href;

describePostgres("an identity provider", (engine) => {
  let server: TestServer;
  let provider: { readonly issuer: string; readonly server: Server };
  const oidc = {
    issuer: "",
    clientId: "probity",
    clientSecret: "a-secret-of-the-test",
    personClaim: "preferred_username",
    provision: false,
  };
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    provider = await startProvider([`${publicUrl}/console/session/oidc/callback`]);
    oidc.issuer = provider.issuer;
    server = await startTestServer({ ...(await engine.newConfig()), port, publicUrl, oidc });
  });
  afterAll(async () => {
    await server?.close();
    provider?.server.close();
  });

  /** Goes through the provider's pages as somebody; the address to which it sends the browser back. */
  async function walk(
    browse: ReturnType<typeof createBrowser>,
    login: string,
    begin: string,
  ): Promise<string> {
    let answer = await browse(begin);
    let url = begin;
    for (let step = 0; step < 12; step++) {
      if (answer.status >= 300 && answer.status < 400) {
        url = locationOf(answer, url);
        if (url.startsWith(`${server.url}/console/session/oidc/callback`)) return url;
        // oxlint-disable-next-line no-await-in-loop -- a browser goes step by step
        answer = await browse(url);
      } else {
        // oxlint-disable-next-line no-await-in-loop
        const page = await answer.text();
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "";
        const action = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? "", url).href;
        // oxlint-disable-next-line no-await-in-loop
        answer = await browse(action, { prompt, login, password: "x" });
        url = action;
      }
    }
    throw new Error(`the provider did not send the browser back: ${answer.status} ${url}`);
  }
  const begin = (): string => `${server.url}/console/session/oidc?returnTo=/console/%23alerts`;

  test("SE-1: a registered person signs in through the provider, in the browser that began, once", async () => {
    const { id } = await server.addPerson("li.na");
    const browse = createBrowser();
    const back = await walk(browse, id, begin());
    const other = await createBrowser()(back);
    expect(other.status).toBe(401);
    const opened = await browse(back);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain('content="0;url=/console/');
    const me = await browse(`${server.url}/console/session/me`);
    expect(at(await me.json(), "id")).toBe(id);
    expect((await createBrowser()(back)).status).toBe(401);
    expect((await browse(back)).status).toBe(401);
    const found = await server.ops("GET", `/ops/events?type=account.login.recorded&subject=${id}&about=all`);
    expect(at(found.body, "events")).toHaveLength(1);
  });

  test("SE-1: whoever is not registered, or was revoked, is not let in and not registered", async () => {
    const gone = await server.addPerson("zhang.gone");
    await server.ops("POST", `/ops/people/${gone.id}/revoke`, {});
    for (const login of ["stranger", gone.id]) {
      const browse = createBrowser();
      // oxlint-disable-next-line no-await-in-loop -- two
      const answer = await browse(await walk(browse, login, begin()));
      // oxlint-disable-next-line no-await-in-loop
      expect(at(await answer.json(), "code"), login).toBe("PROBITY_E_SIGN_IN");
      // oxlint-disable-next-line no-await-in-loop
      expect((await browse(`${server.url}/console/session/me`)).status).toBe(401);
    }
    const { body } = await server.ops("GET", "/ops/people");
    expect(JSON.stringify(body)).not.toContain("stranger");
  });

  test("SE-1: a changed answer, an answer without a question and an address elsewhere are refused", async () => {
    await server.addPerson("wang.wu");
    const browse = createBrowser();
    const back = new URL(await walk(browse, "wang.wu", begin()));
    back.searchParams.set("state", "another-state");
    expect((await browse(back.href)).status).toBe(401);
    expect((await createBrowser()(`${server.url}/console/session/oidc/callback?code=x&state=y`)).status).toBe(
      401,
    );
    for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
      // oxlint-disable-next-line no-await-in-loop -- few
      expect(
        (await fetch(`${server.url}/console/session/oidc?returnTo=${encodeURIComponent(bad)}`)).status,
      ).toBe(400);
  });

  test("SE-2: unknown persons are registered once roles count, without any, and under no id of the server", async () => {
    const tried = async (login: string): Promise<readonly [number, unknown]> => {
      const browse = createBrowser();
      const answer = await browse(await walk(browse, login, begin()));
      const me: unknown = await (await browse(`${server.url}/console/session/me`)).json();
      return [answer.status, at(me, "permissions")];
    };
    oidc.provision = true;
    // Before, whoever is registered may do nearly everything.
    expect(await tried("early")).toEqual([401, undefined]);
    expect((await server.ops("POST", "/ops/people/li.na/grants", { role: "admin" })).status).toBe(202);
    const { body } = await server.ops("GET", "/ops/requests?kind=grant");
    const wang = await server.addPerson("wang.agrees");
    const request = String(at(body, "requests", 0, "id"));
    expect((await wang.ops("POST", `/ops/requests/${request}/approve`)).status).toBe(200);
    expect(await tried("late")).toEqual([200, []]);
    expect(await tried("system")).toEqual([401, undefined]);
    expect(JSON.stringify((await server.ops("GET", "/ops/people")).body)).not.toMatch(/"early"|"system"/);
  });
});
