import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./model.module.css";

const path = "/ops/models/{id}/diff";
type Words = Answer<"get", typeof path>["words"];
type Change = Words["fields"][number];

interface Props {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two versions, field by field. */
export function Diff({ id, before, after }: Props): ReactElement {
  const { t } = useTranslation("model");
  const found = useQuery(reading(path, { params: { id }, query: { before, after } }));
  if (found.error !== null) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  const { words } = found.data;
  if (words.same) return <p>{t("diff.same")}</p>;
  const { added, removed, changed, fields } = words;
  if ([added, removed, changed, fields].every(({ length }) => length === 0))
    return <p>{t("diff.numberOnly")}</p>;
  return (
    <>
      <ul className={styles.findings}>
        {words.added.map((rule) => (
          <li key={rule}>{t("diff.added", { rule })}</li>
        ))}
        {words.removed.map((rule) => (
          <li key={rule}>{t("diff.removed", { rule })}</li>
        ))}
      </ul>
      <Changes name={id} changes={words.fields} />
      {words.changed.map(({ rule, version, changes }) => (
        <Changes key={rule} name={`${rule} ${version.before} → ${version.after}`} changes={changes} />
      ))}
    </>
  );
}

function Changes({
  name,
  changes,
}: {
  readonly name: string;
  readonly changes: readonly Change[];
}): ReactElement | null {
  const { t } = useTranslation("model");
  if (changes.length === 0) return null;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t("diff.field")}</th>
            <th scope="col">{t("diff.before")}</th>
            <th scope="col">{t("diff.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after, formattedOnly }) => (
            <tr key={field}>
              <th scope="row">
                <code>{field}</code>
                {formattedOnly === true && <span className={styles.soft}> {t("diff.formatted")}</span>}
              </th>
              <td className={styles.old}>{told(before)}</td>
              <td className={styles.new}>{told(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const told = (value: unknown): string =>
  value === undefined ? "—" : typeof value === "string" ? value : JSON.stringify(value);
