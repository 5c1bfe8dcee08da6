import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import { CheckField } from "../../loop/check-field.tsx";
import loop from "../../loop/loop.module.css";
import type { Track } from "../../loop/steps/input.ts";
import { useVoidCases } from "../../loop/void-cases.ts";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { Clue } from "./clue.tsx";

const sides: readonly Track[] = ["business", "integrity"];

/** Makes a case of a clue; whom it names are the subjects of the case. */
export function ToCase({ clue }: { readonly clue: Clue }): ReactElement {
  const { t } = useTranslation("clue");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="main" icon="folder" onClick={() => setOpen(true)}>
        {t("toCase.act")}
      </Button>
      {isOpen && <Form clue={clue} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ clue, onClose }: { readonly clue: Clue; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("clue");
  const word = useWord();
  const navigate = useNavigate();
  const voidCases = useVoidCases();
  const maySeeCases = useMay("case.read");
  const [title, setTitle] = useState(clue.topic ?? "");
  const [level, setLevel] = useState(2);
  const [tracks, setTracks] = useState<readonly Track[]>(["integrity"]);
  const opened = useMutation({
    mutationFn: () =>
      post("/console/clues/{id}/case", {
        params: { id: clue.id },
        body: { title, level, tracks, version: clue.version },
      }),
    onSuccess: async ({ id }) => {
      await voidCases();
      onClose();
      if (maySeeCases) await navigate({ to: "/cases/$id", params: { id } });
    },
    onError: () => voidCases(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    opened.mutate();
  };
  return (
    <Dialog title={t("toCase.act")} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        <TextField
          label={t("toCase.title")}
          required
          maxLength={300}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <SelectField
          label={t("toCase.level")}
          value={level}
          onChange={({ target }) => setLevel(Number(target.value))}
        >
          {[1, 2, 3].map((one) => (
            <option key={one} value={one}>
              {word("levels", String(one))}
            </option>
          ))}
        </SelectField>
        <fieldset className={loop.group}>
          <legend>{t("toCase.tracks")}</legend>
          <div className={loop.choices}>
            {sides.map((side) => (
              <CheckField
                key={side}
                label={word("tracks", side)}
                isOn={tracks.includes(side)}
                onChange={(on) => setTracks(on ? [...tracks, side] : tracks.filter((one) => one !== side))}
              />
            ))}
          </div>
        </fieldset>
        {opened.error !== null && <Problem error={opened.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={opened.isPending || tracks.length === 0}>
            {t("toCase.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
