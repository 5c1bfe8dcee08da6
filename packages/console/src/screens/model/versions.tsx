import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { SelectField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Author, StateTag } from "../models/version-tag.tsx";
import { Diff } from "./diff.tsx";
import styles from "./model.module.css";
import type { Version } from "./version.ts";

/** Most versions of one model that are listed. */
const most = 500;

interface Props {
  readonly version: Version;
  readonly other: string | undefined;
}

/** All versions of the model, and this one compared with another. */
export function Versions({ version, other }: Props): ReactElement {
  const { t } = useTranslation("model");
  const navigate = useNavigate();
  const list = useQuery(reading("/ops/models", { query: { model: version.id, limit: most } }));
  if (list.error !== null) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading />;
  const { versions } = list.data;
  const place = versions.findIndex((one) => one.version === version.version);
  const others = versions.filter((one) => one.version !== version.version);
  const before = other ?? versions[place - 1]?.version;
  return (
    <>
      <Section title={t("versions.title")}>
        <ul className={styles.list}>
          {versions.map((one) => (
            <li key={one.version}>
              <Link to="/models/$id/$version" params={one} search={{ tab: "versions" }}>
                {one.version}
              </Link>
              <StateTag state={one.state} />
              <span>
                <Author id={one.author} />
              </span>
              <span>{t("created", { at: moment(one.createdAt) })}</span>
            </li>
          ))}
        </ul>
      </Section>
      {others.length > 0 && (
        <Section title={t("versions.compare")}>
          <div className={styles.narrow}>
            <SelectField
              label={t("versions.with")}
              value={before ?? ""}
              onChange={({ target }) =>
                void navigate({
                  to: "/models/$id/$version",
                  params: version,
                  search: { tab: "versions", with: target.value === "" ? undefined : target.value },
                  replace: true,
                })
              }
            >
              <option value="">{t("versions.none")}</option>
              {others.map((one) => (
                <option key={one.version} value={one.version}>
                  {one.version}
                </option>
              ))}
            </SelectField>
          </div>
          {before !== undefined && <Diff id={version.id} before={before} after={version.version} />}
        </Section>
      )}
    </>
  );
}
