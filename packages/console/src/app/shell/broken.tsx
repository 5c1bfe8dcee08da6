import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { State } from "../../ui/state.tsx";

/** A screen whose code could not be loaded: the server has another version by now. */
const isOutdated = (message: string): boolean =>
  /dynamically imported module|Importing a module/i.test(message);

/** What stands in the place of a screen that failed. */
export function Broken({ error, reset }: ErrorComponentProps): ReactElement {
  const { t } = useTranslation();
  if (error instanceof ApiProblem) return <Problem error={error} onRetry={reset} />;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <State
      isPage
      icon="undo"
      title={t("broken.title")}
      text={isOutdated(message) ? t("broken.outdated") : `${t("broken.text")} ${message}`}
    >
      <Button look="main" onClick={() => location.reload()}>
        {t("broken.reload")}
      </Button>
    </State>
  );
}
