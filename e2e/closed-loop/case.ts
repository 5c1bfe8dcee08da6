import { createHash } from "node:crypto";
import type { LocalizedText } from "@probity/contracts";
import type { Desk } from "../../bench/support/desk.ts";
import { at, listIn } from "../../bench/support/json.ts";
import { type Name, type Staff, subject } from "./organisation.ts";
import type { Stage } from "./stage.ts";

/** The rule that the payment breaks: requester, approver and payee are the same person. Risk level 1, class integrity. */
export const rule = "FIN-PAY-009";
const track = "integrity";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const dayMs = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** One case, and how people move it. */
class CaseFile {
  readonly id: string;
  readonly #stage: Stage;
  readonly #people: Staff;
  #version = 1;

  constructor(stage: Stage, people: Staff, id: string) {
    this.id = id;
    this.#stage = stage;
    this.#people = people;
  }

  get path(): string {
    return `/console/cases/${encodeURIComponent(this.id)}`;
  }

  /** Makes a step; it is in the log under who made it. */
  async move(by: Name, transition: string, input: object = {}): Promise<void> {
    const answer = await this.#people[by].ask("POST", `${this.path}/moves`, this.#body(transition, input));
    this.#version = Number(at(answer, "version"));
    this.#stage.ledger.expect("case.state.changed", "case", { id: this.id, transition, by });
    const state = String(at(answer, "state"));
    this.#stage.note({ "zh-CN": `${by}：${transition} → ${state}`, en: `${by}: ${transition} -> ${state}` });
  }

  /** Tries a step that must be refused by a code, and says in words what it would have been. */
  async refused(
    by: Name,
    transition: string,
    input: object,
    code: string,
    what: LocalizedText,
  ): Promise<void> {
    await this.#people[by].refused(code, "POST", `${this.path}/moves`, this.#body(transition, input));
    this.#stage.noteRefusal(what, code);
  }

  #body(transition: string, input: object): object {
    return { track, transition, version: this.#version, input };
  }
}

/** Takes the case from its alert to its end, step by step, with what has to be refused on the way. */
export async function walkCase(stage: Stage, people: Staff, alert: string): Promise<void> {
  const file = new CaseFile(stage, people, `c-${alert}`);
  await assign(stage, people, file);
  await verify(stage, people, file);
  await dispose(stage, file);
  await rectify(stage, people, file);
  await close(stage, people, file);
}

async function assign(stage: Stage, people: Staff, file: CaseFile): Promise<void> {
  const given = { unit: subject.unit, handler: "hanna" };
  await stage.step(
    {
      "zh-CN": "分办：与当事人有利害关系的人看不到、也接不到此案（回避）",
      en: "Assigned; whoever is close to the subject neither sees the case nor is given it",
    },
    async () => {
      await people.cora.refused("PROBITY_E_NOT_FOUND", "GET", file.path);
      stage.noteRefusal(
        { "zh-CN": "cora（当事人的配偶）查看案件", en: "cora, the subject's spouse, opens the case" },
        "PROBITY_E_NOT_FOUND",
      );
      await file.refused("dina", "assign", { ...given, handler: "cora" }, "PROBITY_E_CASE_CONFLICT", {
        "zh-CN": "dina 将案件分给 cora",
        en: "dina gives the case to cora",
      });
      await file.move("dina", "assign", given);
    },
  );
}

async function verify(stage: Stage, people: Staff, file: CaseFile): Promise<void> {
  await stage.step(
    {
      "zh-CN": "核查：一级风险由两人核查，证据文件以 SHA-256 固定",
      en: "Verified by two persons, as risk level 1 asks, with a file as evidence",
    },
    async () => {
      await file.refused("hanna", "accept", {}, "PROBITY_E_CASE_CONDITION", {
        "zh-CN": "hanna 一人核查",
        en: "hanna verifies alone",
      });
      await file.move("hanna", "accept", { verifiers: ["hugo"] });
      const text = "付款审批单 pay-1：申请人与审批人均为 h1 / requested and approved by h1\n";
      const path = `${file.path}/evidence/files?track=${track}&name=approval.txt`;
      const added = await people.hanna.upload(path, Buffer.from(text));
      demandHash(text, at(added, "sha256"));
      const hash = sha256(text);
      stage.ledger.expect("case.content.changed", "case", { id: file.id, change: "evidence_added", hash });
      stage.note({
        "zh-CN": `证据 approval.txt，SHA-256 ${hash}`,
        en: `evidence approval.txt, SHA-256 ${hash}`,
      });
      const content = `${file.path}/evidence/${String(at(added, "id"))}/content`;
      demandHash(await people.hugo.text(content), hash);
      const read = { id: file.id, change: "evidence_read", by: "hugo" };
      stage.ledger.expect("case.content.changed", "case", read);
    },
  );
}

function demandHash(text: string, hash: unknown): void {
  if (sha256(text) !== hash) throw new Error(`SHA-256 ${String(hash)} is not that of what was uploaded`);
}

async function dispose(stage: Stage, file: CaseFile): Promise<void> {
  const measures = [
    {
      text: "付款系统中申请人与审批人不得为同一人 / the payment system keeps requester and approver apart",
      person: "hugo",
      unit: subject.unit,
      dueOn: dayFrom(30),
    },
  ];
  const decided = {
    disposals: [{ kind: "order_to_correct", text: "30 日内整改 / within 30 days" }],
    measures,
  };
  await stage.step(
    {
      "zh-CN": "处置：一人提出，另一人批准（四眼原则）",
      en: "Disposed of: proposed by one, approved by another",
    },
    async () => {
      await file.move("hanna", "dispose", {
        report: "付款单已核对 / The payment was checked.",
        facts: "申请人自行审批 12,000 元 / The requester approved 12,000 CNY alone.",
        responsible: [{ kind: "person", key: subject.person }],
      });
      await file.refused("hanna", "apply", decided, "PROBITY_E_FOUR_EYES", {
        "zh-CN": "hanna 批准自己提出的处置",
        en: "hanna approves what she proposed",
      });
      await file.move("adam", "apply", decided);
    },
  );
}

/** The items of a list that belong to the case. */
const itemsOf = async (desk: Desk, kind: string, { id }: CaseFile): Promise<readonly unknown[]> =>
  listIn(await desk.ask("GET", `/console/lists/${kind}?case=${encodeURIComponent(id)}`), "items");

async function rectify(stage: Stage, people: Staff, file: CaseFile): Promise<void> {
  const [measure] = await itemsOf(people.rita, "rectification", file);
  const id = String(at(measure, "id"));
  const act = await measureActs(stage, people, id);
  await stage.step(
    {
      "zh-CN": "整改：上传佐证、申请销号、退回、补充后销号",
      en: "Rectified: proof, sign-off asked for, sent back, better proof, signed off",
    },
    async () => {
      await act.refused("hugo", "ask", "PROBITY_E_ITEM_CONDITION", {
        "zh-CN": "hugo 无佐证申请销号",
        en: "hugo asks for the sign-off without proof",
      });
      await act.prove("hugo", "rule.txt", "新付款规程 / the new payment rule\n");
      await act.make("hugo", "ask", "asked", {});
      await act.make("rita", "refuse", "sent_back", {
        text: "缺少系统截图 / no proof from the system itself",
      });
      await act.prove("hugo", "system.txt", "系统已拒绝自审 / the system refuses one's own requests\n");
      await act.make("hugo", "ask", "asked", {});
      await act.refused("hugo", "accept", "PROBITY_E_FORBIDDEN", {
        "zh-CN": "hugo 给自己的整改销号",
        en: "hugo signs his own measure off",
      });
      await act.make("rita", "accept", "signed_off", { lookBackOn: dayFrom(90) });
    },
  );
}

/** What people do with one measure. */
interface MeasureActs {
  make(by: Name, verb: string, change: string, more: object): Promise<void>;
  refused(by: Name, verb: string, code: string, what: LocalizedText): Promise<void>;
  prove(by: Name, name: string, text: string): Promise<void>;
}

async function measureActs(stage: Stage, people: Staff, id: string): Promise<MeasureActs> {
  const shown = `/console/lists/rectification/${id}`;
  const version = async (): Promise<number> => Number(at(await people.rita.ask("GET", shown), "version"));
  const path = (verb: string): string => `/console/measures/${id}/${verb}`;
  stage.ledger.expect("rectification.item.changed", "item", { id, change: "created" });
  return {
    make: async (by, verb, change, more) => {
      const done = await people[by].ask("POST", path(verb), { version: await version(), ...more });
      stage.ledger.expect("rectification.item.changed", "item", { id, change, by });
      const state = String(at(done, "state"));
      stage.note({ "zh-CN": `${by}：${change}（${state}）`, en: `${by}: ${change} (${state})` });
    },
    refused: async (by, verb, code, what) => {
      await people[by].refused(code, "POST", path(verb), { version: await version() });
      stage.noteRefusal(what, code);
    },
    prove: async (by, name, text) => {
      const added = await people[by].upload(`${shown}/proofs?name=${name}`, Buffer.from(text));
      demandHash(text, at(added, "sha256"));
      const hash = sha256(text);
      stage.ledger.expect("rectification.item.changed", "item", { id, change: "proof_added", by, hash });
      stage.note({ "zh-CN": `佐证 ${name}，SHA-256 ${hash}`, en: `proof ${name}, SHA-256 ${hash}` });
    },
  };
}

async function close(stage: Stage, people: Staff, file: CaseFile): Promise<void> {
  await stage.step({ "zh-CN": "回头看：整改是否巩固", en: "Looked back at: the measure lasts" }, async () => {
    const [item] = await itemsOf(people.rita, "look_back", file);
    const id = String(at(item, "id"));
    const found = { version: at(item, "version"), result: "未复发 / no relapse", relapse: false };
    await people.rita.ask("POST", `/console/look-backs/${id}/result`, found);
    stage.ledger.expect("rectification.item.changed", "item", { id, change: "looked_back", by: "rita" });
    stage.note({ "zh-CN": "rita：未复发", en: "rita: no relapse" });
  });
  await stage.step(
    {
      "zh-CN": "考核与办结：一人提出，未参与此案的另一人办结",
      en: "Appraised and closed: proposed by one, closed by another one who took no part",
    },
    async () => {
      await file.move("rita", "appraise", { uses: ["repair"] });
      await file.move("petra", "propose_closing", {
        label: "confirmed",
        appraisal: { unit: "扣 1 分 / one point", persons: "谈话提醒 / reminder talk" },
        lookBackOn: dayFrom(90),
      });
      await file.refused("petra", "close", {}, "PROBITY_E_FOUR_EYES", {
        "zh-CN": "petra 办结自己提出的案件",
        en: "petra closes what she proposed to close",
      });
      await file.move("paul", "close", {});
    },
  );
}
