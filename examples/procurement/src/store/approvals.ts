import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Decision, JsonObject } from "@probity/contracts";

/** State of a request for a second approval. */
export type ApprovalState = "waiting" | "agreed" | "refused" | "lapsed";

/** A request of one person to another to agree to an act. */
export interface Approval {
  readonly id: string;
  readonly processId: string;
  readonly act: string;
  readonly requester: string;
  readonly approver: string;
  /** The draft exactly as it was pre-checked. */
  readonly data: JsonObject;
  readonly token: string;
  /** What the requester was shown. */
  readonly decision: Decision;
  /** The approver's own page at the central server; nobody else is shown it. */
  readonly link: string;
  readonly state: ApprovalState;
  readonly opinion?: string | undefined;
  readonly createdAt: number;
}

/** Second approvals: who asked whom, for what, and how it ended. */
export class ApprovalStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  insert(approval: Approval): void {
    this.#database
      .prepare(
        "INSERT INTO approval (id, process_id, act, requester, approver, data, token, decision, link, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
      )
      .run(
        approval.id,
        approval.processId,
        approval.act,
        approval.requester,
        approval.approver,
        JSON.stringify(approval.data),
        approval.token,
        JSON.stringify(approval.decision),
        approval.link,
        approval.createdAt,
      );
  }

  find(id: string): Approval | undefined {
    const row = this.#database.prepare("SELECT * FROM approval WHERE id = ?").get(id);
    return row === undefined ? undefined : approvalOf(row);
  }

  /** Requests that this person was asked, or asked, newest first. */
  of(person: string): readonly Approval[] {
    return this.#database
      .prepare(
        "SELECT * FROM approval WHERE approver = ? OR requester = ? ORDER BY created_at DESC LIMIT 100",
      )
      .all(person, person)
      .map(approvalOf);
  }

  waitingFor(person: string): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM approval WHERE approver = ? AND state = 'waiting'")
      .get(person);
    return Number(row?.["n"] ?? 0);
  }

  waitingOn(processId: string, act: string): Approval | undefined {
    const row = this.#database
      .prepare("SELECT * FROM approval WHERE process_id = ? AND act = ? AND state = 'waiting'")
      .get(processId, act);
    return row === undefined ? undefined : approvalOf(row);
  }

  /** Everything that waits, the oldest first. */
  waiting(): readonly Approval[] {
    return this.#database
      .prepare("SELECT * FROM approval WHERE state = 'waiting' ORDER BY created_at LIMIT 1000")
      .all()
      .map(approvalOf);
  }

  /** Ends a waiting request; false when it is not waiting any more. */
  end(
    id: string,
    state: Exclude<ApprovalState, "waiting">,
    opinion: string | undefined,
    now: number,
  ): boolean {
    const result = this.#database
      .prepare(
        "UPDATE approval SET state = ?, opinion = ?, decided_at = ? WHERE id = ? AND state = 'waiting'",
      )
      .run(state, opinion ?? null, now, id);
    return result.changes === 1;
  }
}

function approvalOf(row: Readonly<Record<string, SQLOutputValue>>): Approval {
  return {
    id: String(row["id"]),
    processId: String(row["process_id"]),
    act: String(row["act"]),
    requester: String(row["requester"]),
    approver: String(row["approver"]),
    // This store alone writes these columns.
    data: JSON.parse(String(row["data"])) as JsonObject,
    token: String(row["token"]),
    decision: JSON.parse(String(row["decision"])) as Decision,
    link: String(row["link"] ?? ""),
    state: String(row["state"]) as ApprovalState,
    opinion: row["opinion"] === null ? undefined : String(row["opinion"]),
    createdAt: Number(row["created_at"]),
  };
}
