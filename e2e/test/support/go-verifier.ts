import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a verifier said of a log or a receipt. */
export interface Verdict {
  readonly isAccepted: boolean;
  readonly says: string;
}

/** The verifier of `e2e/independent`: written in Go, on golang.org/x/mod, without anything of ours. */
export interface GoVerifier {
  /** False where it cannot be built; `why` says what to install. */
  readonly isHere: boolean;
  readonly why: string;
  /** `verify receipt ...` or `verify export ...`, see verify.go. Throws when the program could not judge at all. */
  readonly run: (...args: readonly string[]) => Verdict;
  /** Removes the built program. */
  readonly close: () => void;
}

// Where Debian's golang-golang-x-mod-dev puts its sources: they are built as they lie there, without a network.
const goSources = "/usr/share/gocode";

function build(folder: string): void {
  const source = join(import.meta.dirname, "../../independent/verify.go");
  const ours = { GO111MODULE: "off", GOFLAGS: "", GOPATH: goSources, GOCACHE: join(folder, "cache") };
  const built = spawnSync("go", ["build", "-o", join(folder, "verify"), source], {
    env: { ...process.env, ...ours },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`verify.go does not build: ${built.stderr}`);
}

/** Builds the verifier, where Go and its x/mod are installed. */
export function goVerifier(): GoVerifier {
  const isHere =
    spawnSync("go", ["version"]).status === 0 &&
    existsSync(join(goSources, "src/golang.org/x/mod/sumdb/tlog"));
  const folder = mkdtempSync(join(tmpdir(), "probity-go-"));
  if (isHere) build(folder);
  return {
    isHere,
    why: "no Go with golang.org/x/mod: apt-get install golang golang-golang-x-mod-dev",
    run: (...args) => {
      const { status, stdout, stderr } = spawnSync(join(folder, "verify"), args, { encoding: "utf8" });
      if (status !== 0 && !stdout.startsWith("REFUSED: ")) {
        throw new Error(`verify ${args.join(" ")}: ${stdout}${stderr}`);
      }
      return { isAccepted: status === 0, says: stdout };
    },
    close: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
