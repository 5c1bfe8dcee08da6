// Fills the server of `pnpm start` with an office to look at: people, three months of events, alerts and cases at every stage.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fillOffice } from "./demo/fill-office.ts";
import { fullVolume } from "./demo/history/history.ts";
import { colleagues, demoPassword } from "./demo/office/people.ts";

const { values } = parseArgs({ options: { url: { type: "string" }, home: { type: "string" } } });
const { url, home } = values;
if (url === undefined || home === undefined) throw new RangeError("demo-office needs --url and --home");
/** A line of progress now and then, not for every step. */
const everyMs = 4_000;
let told = 0;
const started = performance.now();
const seconds = (): string => ((performance.now() - started) / 1_000).toFixed(0);

const filled = await fillOffice({
  url,
  opsToken: readFileSync(join(home, "ops-token"), "utf8").trim(),
  path: join(home, "demo", "office.json"),
  volume: fullVolume,
  now: Date.now,
  say: (chinese, english) => {
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    console.log(`  演示数据 Demo data: ${chinese} · ${english} (${seconds()} s)`);
  },
});

if (filled === "foreign")
  console.log(
    "  此服务器已有人员，未填充演示数据  People work on this server already: no demo data was filled in",
  );
else {
  const list = Object.values(colleagues).map(
    ({ id, name, does }) => `    ${id.padEnd(12)} ${name}  ${does.join("  ")}`,
  );
  if (filled === "filled") console.log(`  演示数据已就绪 The demo data is ready (${seconds()} s)`);
  console.log(`
  在控制台登录，所有演示人员的密码  Sign in at the console; everybody's password: ${demoPassword}
${list.join("\n")}

  命令行以其身份操作 To act as one of them: PROBITY_TOKEN=$(cat .probity/demo/tokens/deng.chao) npx pnpm@12 probity ...
  无人答复的异议约五分钟后逾期上报  The objection that nobody answered is raised as overdue some five minutes later`);
}
