// Code in the README and the guides must compile as pasted (QU-5). A fence may be preceded by
// `<!-- with: ... -->`, whose text declares what the reader has and the example does not show.
import { execFile } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { errorTable } from "@probity/contracts";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const pages = globSync(["README*.md", "docs/guides/*.md", "packages/{contracts,engine,sdk,tlog}/README.md"], {
  cwd: root,
});
const fence = /(?:<!-- with:(?<given>(?:(?!-->)[\s\S])*)-->\s*)?```ts\n(?<code>[\s\S]*?)```/g;
const folder = mkdtempSync(join(root, "e2e", ".docs-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeExamples(): string[] {
  return pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(fence)].map((match, index) => {
      const file = `${page.replaceAll(/[^\w]+/g, "-")}-${index}.ts`;
      writeFileSync(
        join(folder, file),
        `${match.groups?.["given"] ?? ""}\n${match.groups?.["code"] ?? ""}\nexport {};\n`,
      );
      return file;
    }),
  );
}

test("QU-5: every TypeScript example of README and guides compiles", async () => {
  const files = writeExamples();
  expect(files.length).toBeGreaterThan(2);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.json",
      include: ["*.ts"],
      compilerOptions: { declaration: false, isolatedDeclarations: false },
    }),
  );
  const tsc = join(root, "node_modules/.bin/tsc");
  const result = await promisify(execFile)(tsc, ["-p", folder], { cwd: folder }).then(
    () => "",
    (error: { readonly stdout?: string }) => error.stdout ?? "tsc could not be run",
  );
  expect(result).toBe("");
});

/** A heading as links name it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));

test("QU-5: links between documents lead to a file, and to a heading of it", () => {
  const own = ["*.md", "{bench,examples}/**/*.md", "docs/**/*.md", "packages/**/*.md"];
  const files = globSync(own, { cwd: root, exclude: ["**/node_modules"] });
  const links = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8").replaceAll(/```[\s\S]*?```/g, "");
    return [...text.matchAll(/\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].map(
      ([link, path = "", anchor]) => ({
        said: `${file}: ${link}`,
        target: path === "" ? join(root, file) : join(root, dirname(file), path),
        anchor,
      }),
    );
  });
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(
    ({ target, anchor }) =>
      !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor)),
  );
  expect(broken.map(({ said }) => said)).toEqual([]);
});

test("QU-3: the error reference has every code of the table, no other, and says what to do", () => {
  const text = readFileSync(join(root, "docs/reference/errors.md"), "utf8");
  const documented = [...text.matchAll(/^## (PROBITY_E_\w+)$/gm)].map(([, code]) => code);
  expect(documented).toEqual(Object.keys(errorTable).toSorted());
  for (const [code, { status, title, next }] of Object.entries(errorTable)) {
    expect(title, code).toMatch(/\.$/);
    expect(next, code).toMatch(/\w{2,}/);
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(text).toContain(`**What to do:** ${next}`);
  }
});

test("QU-3: every code that the sources raise is in the table", () => {
  const sources = globSync("{packages/*,packages/adapters/*}/src/**/*.ts", { cwd: root }).filter(
    (file) => !file.startsWith("packages/contracts/src/errors/"),
  );
  const raised = new Set(
    sources.flatMap(
      (file) => readFileSync(join(root, file), "utf8").match(/PROBITY_E_[A-Z_]*[A-Z]\b/g) ?? [],
    ),
  );
  expect([...raised].filter((code) => !(code in errorTable))).toEqual([]);
  expect(Object.keys(errorTable).filter((code) => !raised.has(code))).toEqual([]);
});
