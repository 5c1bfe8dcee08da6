import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { useMay, useMe } from "../../app/me.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { CaseFile } from "./case-query.ts";

/** Opens the side that a case does not have yet; offered to those who may. */
export function OpenTrack({ file: { id, tracks, open } }: { readonly file: CaseFile }): ReactElement | null {
  const { t } = useTranslation("case");
  const word = useWord();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const voidCases = useVoidCases();
  const mayAssign = useMay("case.assign");
  const isDispatcher = useMe().grants.some(({ role }) => role === "dispatcher" || role === "discipline");
  const missing = (["business", "integrity"] as const).find(
    (side) => !tracks.some(({ track }) => track === side),
  );
  const made = useMutation({
    mutationFn: async () => {
      if (missing === undefined) return;
      await post("/console/cases/{id}/tracks", { params: { id }, body: { track: missing, text } });
      setOpen(false);
      await voidCases();
    },
  });
  if (missing === undefined || !open || !mayAssign || !isDispatcher) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <div>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t("otherSide")}
      </Button>
      {isOpen && (
        <Dialog title={`${t("otherSide")} · ${word("tracks", missing)}`} onClose={() => setOpen(false)}>
          <form className={loop.form} onSubmit={submit}>
            <p>{t("otherSideHint")}</p>
            <TextArea
              label={word("fields", "text")}
              required
              maxLength={20_000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            {made.error !== null && <Problem error={made.error} />}
            <div className={loop.foot}>
              <Button type="submit" look="main" disabled={made.isPending}>
                {t("otherSide")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
