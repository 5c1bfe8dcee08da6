import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, hasCode } from "../api/problem.ts";
import { explain, type Explanation } from "../i18n/problems/explain.ts";
import { type Language, language } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";
import { PurposeForm } from "./purpose-form.tsx";
import styles from "./state.module.css";

interface Props {
  readonly error: unknown;
  /** Offers to do again what failed. */
  readonly onRetry?: (() => void) | undefined;
}

/**
 * What went wrong, and what to do next (QU-3): in the person's language, with the code and the number of the request that an
 * administrator asks for. Where only the purpose of the reading is missing, it asks for that.
 */
export function Problem({ error, onRetry }: Props): ReactElement {
  const { t } = useTranslation();
  const explanation = useExplanation(error);
  if (onRetry !== undefined && hasCode(error, "PROBITY_E_PURPOSE")) return <PurposeForm onDone={onRetry} />;
  const document = error instanceof ApiProblem ? error.document : undefined;
  return (
    <div className={styles.problem} role="alert">
      <div className={styles.problemText}>
        <h2>{explanation?.title ?? t("problem.title")}</h2>
        {explanation !== undefined && <p>{explanation.next}</p>}
        <Items error={error} />
        {document !== undefined && (
          <p className={styles.codes}>
            <span>
              {t("problem.code")} <code>{document.code}</code>
            </span>
            {document.requestId !== undefined && (
              <span>
                {t("problem.request")} <code>{document.requestId}</code>
              </span>
            )}
          </p>
        )}
        {onRetry !== undefined && (
          <div>
            <Button size="small" onClick={onRetry}>
              {t("retry")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** What the server says of single fields, in its own words. */
function Items({ error }: { readonly error: unknown }): ReactNode {
  const { detail, errors = [] } = error instanceof ApiProblem ? error.document : { detail: undefined };
  if (errors.length === 0) return detail === undefined || detail === "" ? null : <p lang="en">{detail}</p>;
  return (
    <ul className={styles.items} lang="en">
      {errors.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path === "" || path === "/" ? "" : <code>{path.slice(1)} </code>}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** The texts of the codes come when the first problem does. */
function useExplanation(error: unknown): Explanation | undefined {
  const current: Language = language();
  const [explanation, setExplanation] = useState<Explanation>();
  useEffect(() => {
    let isShown = true;
    const show = async (): Promise<void> => {
      const found = await explain(error, current);
      if (isShown) setExplanation(found);
    };
    void show();
    return () => {
      isShown = false;
    };
  }, [error, current]);
  return explanation;
}
