import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { type ClueForm, ClueFields, emptyClue } from "./clue-fields.tsx";
import { Likeness } from "./likeness.tsx";

type Taken = Answer<"post", "/console/clues">;

/** Takes a clue in, and says at once which others may be the same. */
export function TakeClue({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("clues");
  const voidCases = useVoidCases();
  const [given, setGiven] = useState(emptyClue);
  const taken = useMutation({
    mutationFn: () => post("/console/clues", { body: bodyOf(given) }),
    onSuccess: voidCases,
  });
  if (taken.data !== undefined) return <After taken={taken.data} onClose={onClose} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    taken.mutate();
  };
  return (
    <Dialog title={t("take")} size="wide" onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        <ClueFields given={given} onChange={(change) => setGiven({ ...given, ...change })} />
        {taken.error !== null && <Problem error={taken.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={taken.isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const optional = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => (entry[1] ?? "") !== ""),
  );

function bodyOf({ source, text, subjects, protectedReporter, reporter, ...rest }: ClueForm) {
  const who = optional({ ...reporter });
  return {
    source,
    text,
    protectedReporter,
    subjects: subjects.map(({ kind, key, name = "" }) => ({ kind, key, ...(name !== "" && { name }) })),
    ...optional(rest),
    ...(Object.keys(who).length > 0 && { reporter: who }),
  };
}

function After({
  taken: { id, similar },
  onClose,
}: {
  readonly taken: Taken;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("clues");
  return (
    <Dialog title={t("taken")} onClose={onClose}>
      <div className={loop.form}>
        {similar.length > 0 && (
          <div className={loop.conditions}>
            <strong>{t("similarTitle")}</strong>
            <ul>
              {similar.map(({ other, reason, similarity }) => (
                <li key={other}>
                  <Link to="/clues/$id" params={{ id: other }}>
                    {other}
                  </Link>{" "}
                  <Likeness reason={reason} similarity={similarity} />
                </li>
              ))}
            </ul>
            {t("similarHint")}
          </div>
        )}
        <p>
          <Link to="/clues/$id" params={{ id }}>
            {t("open")}
          </Link>
        </p>
      </div>
    </Dialog>
  );
}
