import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import loop from "../../loop/loop.module.css";
import { StateMark } from "../../loop/state-mark.tsx";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Likeness } from "../clues/likeness.tsx";
import type { Clue } from "./clue.tsx";

/** Clues that may be the same: a person says whether they are. */
export function SimilarClues({ clue }: { readonly clue: Clue }): ReactElement {
  const { t } = useTranslation("clue");
  const mayDecide = useMay("clue.intake");
  const voidCases = useVoidCases();
  const decided = useMutation({
    mutationFn: ({ other, same }: { readonly other: string; readonly same: boolean }) =>
      post("/console/clues/{id}/similar/{other}", { params: { id: clue.id, other }, body: { same } }),
    onSettled: () => voidCases(),
  });
  return (
    <Section title={t("similar.title")}>
      {decided.error !== null && <Problem error={decided.error} />}
      {clue.similar.length === 0 && <p className={loop.soft}>{t("similar.none")}</p>}
      <ul className={loop.rows}>
        {clue.similar.map(({ clue: other, reason, similarity, state }) => (
          <li key={other} className={loop.head}>
            <span>
              <Link to="/clues/$id" params={{ id: other }} className={loop.code}>
                {other}
              </Link>{" "}
              <Likeness reason={reason} similarity={similarity} />{" "}
              <StateMark text={t(`similar.states.${state}`)} />
            </span>
            {state === "proposed" && mayDecide && (
              <span className={loop.acts}>
                <Button
                  size="small"
                  disabled={decided.isPending}
                  onClick={() => decided.mutate({ other, same: true })}
                >
                  {t("similar.same")}
                </Button>
                <Button
                  size="small"
                  disabled={decided.isPending}
                  onClick={() => decided.mutate({ other, same: false })}
                >
                  {t("similar.different")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
