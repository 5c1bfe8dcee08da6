import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { listed } from "../../i18n/format.ts";
import { classNames } from "../../ui/class-names.ts";
import type { Version } from "../model/version.ts";
import { Author } from "../models/version-tag.tsx";
import styles from "./factory.module.css";

/** The way of a version, in its order (ML-1). */
const ways = ["draft", "check", "backtest", "shadow", "review", "live"] as const;
type Way = (typeof ways)[number];

interface Props {
  readonly version: Version;
  /** Whether the server has this text; else nothing is proved of it. */
  readonly isStored: boolean;
  /** Whether it continues a stored draft, whose author and reviewers it keeps. */
  readonly isDraft: boolean;
}

/** How far a version is on its way, who owns it, and who reviews it: somebody else. */
export function Life({ version, isStored, isDraft }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const me = useMe();
  const reached = wayOf(version, isStored);
  return (
    <div className={styles.life}>
      <ol aria-label={t("life.title")}>
        {ways.map((way, place) => (
          <li
            key={way}
            aria-current={way === reached ? "step" : undefined}
            className={classNames(
              place <= ways.indexOf(reached) && styles.reached,
              way === reached && styles.current,
            )}
          >
            {t(`life.ways.${way}`)}
          </li>
        ))}
      </ol>
      <span className={styles.soft}>
        {t("life.owner")} {isDraft ? <Author id={version.author} /> : me.name}
      </span>
      <span className={styles.soft}>
        {t("life.reviewer")}{" "}
        {isDraft ? <Reviewer version={version} /> : t("life.another", { people: me.name })}
      </span>
    </div>
  );
}

/** The furthest step of the way that holds for exactly this text. */
function wayOf({ state, proofs }: Version, isStored: boolean): Way {
  if (!isStored) return "draft";
  if (state === "active") return "live";
  if (state === "shadow" || state === "review") return state;
  if (proofs.backtest?.ok === true) return "backtest";
  return proofs.check?.ok === true ? "check" : "draft";
}

/** Whoever reviewed the draft last; before that anybody who did not work on it. */
function Reviewer({ version }: { readonly version: Version }): ReactElement {
  const { t } = useTranslation("factory");
  const { id, version: number, contributors } = version;
  const history = useQuery(
    reading("/ops/models/{id}/{version}/history", { params: { id, version: number } }),
  );
  const last = history.data?.steps.findLast(({ step }) => step === "return");
  if (last !== undefined) return <Author id={last.by} />;
  return <>{t("life.another", { people: listed(contributors) })}</>;
}
