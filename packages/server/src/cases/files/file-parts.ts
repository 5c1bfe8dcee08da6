import type { Statement, Store } from "../../store/index.ts";

const savePart: Statement = {
  name: "evidence-part",
  text: "insert into evidence_part (evidence, n, bytes, data) values ($1, $2, $3, $4)",
};
/** Of a file that is part of a case or an item nothing is dropped: the answer to a commit can get lost. */
const dropParts: Statement = {
  name: "evidence-drop",
  text: `delete from evidence_part where evidence = $1 and not exists (select 1 from case_evidence where id = $1)
    and not exists (select 1 from list_proof where id = $1)`,
};
const findPart: Statement = {
  name: "evidence-find-part",
  text: "select data from evidence_part where evidence = $1 and n = $2",
};

/** Stores the parts of a file under an id, one by one. */
export const storeFilePart =
  (store: Pick<Store, "run">, id: string) =>
  async (part: Buffer, n: number): Promise<void> => {
    await store.run(savePart, [id, n, part.length, part]);
  };

/** Drops what of a file was stored: it was cut off, or refused. */
export async function dropFile(store: Pick<Store, "run">, id: string): Promise<void> {
  await store.run(dropParts, [id]);
}

/** Reads a file part by part. */
export async function* filePartsOf(store: Pick<Store, "run">, id: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const [row] = await store.run<{ data: Buffer }>(findPart, [id, n]);
    if (row === undefined) return;
    yield row.data;
  }
}
