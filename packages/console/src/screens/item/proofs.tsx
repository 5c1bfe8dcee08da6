import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, post } from "../../api/call.ts";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { binary, FileField } from "../../loop/file-field.tsx";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { isReporting } from "./item-acts.ts";
import type { WholeItem } from "./item-query.ts";

/** Files that prove something about an item, each with its hash. */
export function Proofs({ item }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const names = useNames();
  const me = useMe();
  const { kind, id, proofs } = item;
  return (
    <Section title={t("proofs.title")}>
      {proofs.length === 0 ? (
        <p className={loop.soft}>{t("proofs.none")}</p>
      ) : (
        <DataTable
          label={t("proofs.name")}
          rows={proofs}
          keyOf={(proof) => proof.id}
          columns={[
            {
              title: t("proofs.name"),
              kind: "wide",
              show: ({ id: proof, name, counts }) => (
                <>
                  <a
                    href={addressOf("/console/lists/{kind}/{id}/proofs/{item}/content", {
                      params: { kind, id, item: proof },
                    })}
                    download={name}
                    aria-label={t("proofs.download", { name })}
                  >
                    {name}
                  </a>{" "}
                  {!counts && <span className={loop.soft}>{t("proofs.old")}</span>}
                </>
              ),
            },
            {
              title: t("proofs.hash"),
              kind: "wide",
              show: ({ sha256 }) => <span className={loop.code}>{sha256}</span>,
            },
            {
              title: t("proofs.added"),
              show: ({ addedAt, addedBy }) => `${moment(addedAt)} ${names.person(addedBy)}`,
            },
          ]}
        />
      )}
      {isReporting(item, me) && <Upload item={item} />}
    </Section>
  );
}

function Upload({ item: { kind, id } }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const voidCases = useVoidCases();
  const [file, setFile] = useState<File>();
  const sent = useMutation({
    mutationFn: (given: File) =>
      post("/console/lists/{kind}/{id}/proofs", {
        params: { kind, id },
        query: { name: given.name },
        body: binary(given),
      }),
    onSuccess: async () => {
      setFile(undefined);
      await voidCases();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== undefined) sent.mutate(file);
  };
  return (
    <form className={`${loop.form} ${loop.narrow}`} onSubmit={submit} aria-label={t("proofs.upload")}>
      <FileField key={sent.data?.id} label={t("proofs.choose")} hint={t("proofs.hint")} onChoose={setFile} />
      {sent.error !== null && <Problem error={sent.error} />}
      <div>
        <Button type="submit" disabled={sent.isPending || file === undefined}>
          {sent.isPending ? t("proofs.uploading") : t("proofs.upload")}
        </Button>
      </div>
      <p role="status" className={loop.code}>
        {sent.data !== undefined && t("proofs.uploaded", { hash: sent.data.sha256 })}
      </p>
    </form>
  );
}
