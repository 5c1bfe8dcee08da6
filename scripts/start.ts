// `pnpm start`: the central server on its embedded database, a registered demo source, and the purchasing app.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { buildConsole } from "./console/build.ts";

const help = `pnpm start [--empty] [--reset] [--port N] [--app-port N]

Starts the central server (embedded database, no other service needed) and the procurement example, prints where to look,
and fills the server with the demo office: people who sign in, three months of events, alerts and cases at every stage.
--empty leaves that out, for a server of your own. Data stays in .probity/ and survives a restart; --reset deletes it
first. Ctrl-C stops everything.
The ports are 7300 and 7310; when one is taken, a free one is used and printed.`;

interface Credentials {
  readonly key: string;
  readonly publicKey: string;
}

const root = join(import.meta.dirname, "..");
const home = join(root, ".probity");
const compileCache = join(root, "node_modules", ".cache", "probity-code");
const source = "procurement-demo";
const credentialsFile = join(home, "demo", "source.json");
const started = performance.now();

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      wanted === 0 ? reject(new Error("no free port on 127.0.0.1")) : resolve(freePort(0)),
    );
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : wanted));
    });
  });
}

const children = new Set<ChildProcess>();
let stopping = false;

/** Starts a child of ours; resolves with the address that it prints once it listens. Its log goes to stderr. */
function launch(name: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ["--conditions=@probity/source", ...args], {
    cwd: root,
    // Compiled code is kept: half of a start is reading the same modules again.
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /https?:\/\/[\w.:[\]-]+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (code, signal) => {
      children.delete(child);
      if (stopping) return;
      reject(new Error(`${name} ended (${signal ?? `exit code ${code}`}); stopping.`));
      stop(1);
    });
  });
}

/** Fills the office while people look around. Stopped in the middle, it goes on at the next start. */
function fillOffice(url: string): void {
  const child = spawn(
    process.execPath,
    ["--conditions=@probity/source", "scripts/demo-office.ts", "--url", url, "--home", home],
    {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  children.add(child);
  child.once("exit", (code) => {
    children.delete(child);
    if (stopping || code === 0) return;
    console.error(
      "  演示数据未填充完，下次启动时继续  The demo data is not complete; the next start goes on with it",
    );
  });
}

function stop(code: number): void {
  stopping = true;
  process.exitCode = code;
  for (const child of children) child.kill("SIGTERM");
}

/** The operator API of our own server, with the token that it keeps in its data directory. */
async function operator(url: string, method: string, path: string, body?: unknown): Promise<Response> {
  const token = readFileSync(join(home, "ops-token"), "utf8").trim();
  return fetch(`${url}/ops${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function expectOk(what: string, response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
  return response;
}

/** Registers the demo source at the first start and gives it the bindings that show all five outcomes. */
async function register(url: string): Promise<Credentials> {
  if (existsSync(credentialsFile)) return JSON.parse(readFileSync(credentialsFile, "utf8")) as Credentials; // our own file
  const added = await operator(url, "POST", "/sources", { id: source, name: "采购示例 Procurement example" });
  const answer =
    added.status === 409
      ? await expectOk("new key", await operator(url, "POST", `/sources/${source}/rotate`, {}))
      : await expectOk("register the demo source", added);
  const { key, vkey } = (await answer.json()) as { key: string; vkey: string }; // our own server's answer
  const { builtinBindings } = await import("@probity/models");
  await expectOk(
    "bindings",
    await operator(url, "PUT", `/sources/${source}/bindings`, builtinBindings(source)),
  );
  mkdirSync(join(home, "demo"), { recursive: true });
  writeFileSync(credentialsFile, JSON.stringify({ key, publicKey: vkey }), { mode: 0o600 });
  return { key, publicKey: vkey };
}

function print(server: string, app: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`
Probity is ready (${seconds} s).  已就绪。

  采购示例 Purchasing app     ${app}
    walk the five prepared awards: allow, warn, justify, second approver, block
    依次办理五个定标：放行、提醒、说明理由、第二审批人、拦截
  监督控制台 Console          ${server}/
  接口文档 API                ${server}/docs

  Then look at what was raised / 然后查看预警:
    npx pnpm@12 probity alerts list
    npx pnpm@12 probity events list

  Data in .probity/ (pnpm start --reset deletes it). Ctrl-C stops. 按 Ctrl-C 停止。`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean" },
      reset: { type: "boolean" },
      empty: { type: "boolean" },
      port: { type: "string", default: "7300" },
      "app-port": { type: "string", default: "7310" },
    },
  });
  if (values.help === true) {
    console.log(help);
    return;
  }
  if (values.reset === true) rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  process.once("SIGINT", () => stop(0));
  process.once("SIGTERM", () => stop(0));

  await buildConsole();
  const [port, appPort] = [await freePort(Number(values.port)), await freePort(Number(values["app-port"]))];
  const server = `http://127.0.0.1:${port}`;
  const startApp = ({ key, publicKey }: Credentials): Promise<string> =>
    launch("The purchasing app", ["examples/procurement/src/main.ts"], {
      PROBITY_ENDPOINT: server,
      PROBITY_SOURCE: source,
      PROBITY_KEY: key,
      PROBITY_PUBLIC_KEY: publicKey,
      PROBITY_SPOOL_DIR: join(home, "demo", "spool"),
      DATA_DIR: join(home, "demo"),
      PORT: String(appPort),
    });
  const serving = launch("The server", ["packages/server/src/cli/main.ts", "serve", "--port", String(port)], {
    PROBITY_DATA_DIR: home,
    PROBITY_LOG_LEVEL: process.env["PROBITY_LOG_LEVEL"] ?? "warn",
  });
  // With known credentials both start at once; the app does not need the server to be there.
  const known = existsSync(credentialsFile);
  const [, app] = known
    ? await Promise.all([serving, register(server).then(startApp)])
    : [await serving, await register(server).then(startApp)];
  print(server, app);
  if (values.empty !== true) fillOffice(server);
}

main().catch((error: unknown) => {
  if (!stopping || process.exitCode === 1) console.error(error instanceof Error ? error.message : error);
  stop(1);
});
