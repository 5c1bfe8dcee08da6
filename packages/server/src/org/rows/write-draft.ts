import type { Statement, Transaction } from "../../store/index.ts";
import { declare } from "./declare.ts";
import type { Draft } from "./draft.ts";

const addUnits: Statement = {
  name: "org-add-units",
  text: `insert into org_unit (id, created_at, created_by)
    select t.id, $2::timestamptz, $3 from json_to_recordset($1::json) as t(id text) on conflict do nothing`,
};

const changeUnits: Statement = {
  name: "org-change-units",
  text: `insert into org_unit_change (unit, valid_from, revision, name_zh, name_en, kind, parent, business_department,
      department_discipline, district_discipline, ended, recorded_at, by)
    select id, "validFrom", $4::bigint, "nameZh", "nameEn", kind, parent, "businessDepartment", "disciplineOfDepartment",
      "districtDiscipline", ended, $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, "validFrom" timestamptz, "nameZh" text, "nameEn" text, kind text, parent text,
      "businessDepartment" text, "disciplineOfDepartment" text, "districtDiscipline" text, ended boolean)`,
};

const addPosts: Statement = {
  name: "org-add-posts",
  text: addUnits.text.replace("org_unit", "org_post"),
};

const changePosts: Statement = {
  name: "org-change-posts",
  text: `insert into org_post_change (post, valid_from, revision, unit, name_zh, name_en, head, risk_grade, ended, recorded_at, by)
    select id, "validFrom", $4::bigint, unit, "nameZh", "nameEn", head, "riskGrade", ended, $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, "validFrom" timestamptz, unit text, "nameZh" text, "nameEn" text, head boolean,
      "riskGrade" smallint, ended boolean)`,
};

const putHolders: Statement = {
  name: "org-put-holders",
  text: `insert into org_holder (id, post, person, valid_from, valid_to, changed_at, changed_by)
    select id, post, person, "from", "to", $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, post text, person text, "from" timestamptz, "to" timestamptz)
    on conflict (id) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
};

const putDelegations: Statement = {
  name: "org-put-delegations",
  text: `insert into org_delegation (id, from_person, to_person, permissions, valid_from, valid_to, reason, changed_at, changed_by)
    select id, "fromPerson", "toPerson", permissions::text, "from", "to", reason, $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, "fromPerson" text, "toPerson" text, permissions json, "from" timestamptz,
      "to" timestamptz, reason text)
    on conflict (id) do update set permissions = excluded.permissions, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, reason = excluded.reason, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`,
};

const putRelations: Statement = {
  name: "org-put-relations",
  text: `insert into org_relation (id, from_person, to_kind, to_key, kind, valid_from, valid_to, declared_by, changed_at, changed_by)
    select id, "fromPerson", "toKind", "toKey", kind, "from", "to", "declaredBy", $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, "fromPerson" text, "toKind" text, "toKey" text, kind text,
      "from" timestamptz, "to" timestamptz, "declaredBy" text)
    on conflict (id) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      declared_by = excluded.declared_by, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
};

const putPeople: Statement = {
  name: "org-put-people",
  text: `insert into org_person (person, unit, email, phone, keys, changed_at, changed_by)
    select id, unit, email, phone, keys::text, $2::timestamptz, $3
    from json_to_recordset($1::json) as t(id text, unit text, email text, phone text, keys json)
    on conflict (person) do update set unit = excluded.unit, email = excluded.email, phone = excluded.phone,
      keys = excluded.keys, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
};

const moment = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const dated = ({ from, patch, id }: { id: string; from: number; patch: object }): object => ({
  id,
  validFrom: moment(from),
  ...patch,
});

const spanned = (one: { readonly from: number | null; readonly to: number | null }): object => ({
  ...one,
  from: moment(one.from),
  to: moment(one.to),
});

/** Writes what a draft holds, but for the accounts of new people and what the log tells. */
export async function writeDraft(
  transaction: Transaction,
  draft: Draft,
  { by, revision }: { readonly by: string; readonly revision: number },
): Promise<void> {
  const at = new Date(draft.now).toISOString();
  const put = async (
    statement: Statement,
    rows: readonly object[],
    more: readonly unknown[] = [],
  ): Promise<void> => {
    if (rows.length > 0) await transaction.run(statement, [JSON.stringify(rows), at, by, ...more]);
  };
  await put(addUnits, draft.units);
  await put(changeUnits, draft.units.map(dated), [revision]);
  await put(addPosts, draft.posts);
  await put(changePosts, draft.posts.map(dated), [revision]);
  await put(putHolders, draft.holders.map(spanned));
  await put(putDelegations, draft.delegations.map(spanned));
  await put(putRelations, draft.relations.map(spanned));
  await put(putPeople, draft.people);
  await declare(transaction, draft.relations, new Date(draft.now));
}
