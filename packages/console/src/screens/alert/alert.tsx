import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActDialog, type DialogName } from "../../acts/act-dialog.tsx";
import { useActsFor } from "../../acts/may-act.ts";
import { type KeyCommand, useKeys } from "../../app/keyboard/keys.ts";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";
import { Page } from "../../ui/page.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./alert.module.css";
import { EventFields } from "./event-fields.tsx";
import { FourEyes } from "./four-eyes.tsx";
import { Head } from "./head.tsx";
import { Precheck } from "./precheck.tsx";
import { Proof } from "./proof.tsx";
import { Relations } from "./relations.tsx";
import { alert } from "./screen.ts";
import { Side } from "./side.tsx";
import { Similar } from "./similar.tsx";
import { targetOf } from "./target-of.ts";
import { Timeline } from "./timeline.tsx";
import { alertPath, type ShownAlert } from "./shown-alert.ts";
import { usePlace } from "./use-place.ts";
import { Why } from "./why.tsx";

/** An alert with everything to decide by. */
export function Alert(): ReactElement {
  const { id } = alert.route.useParams();
  const { data, error, refetch } = useQuery(reading(alertPath, { params: { id } }));
  if (error !== null)
    return (
      <Page title={alert.title[language()]}>
        <Problem error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return data === undefined ? <Loading /> : <Shown key={id} shown={data} />;
}

function Shown({ shown }: { readonly shown: ShownAlert }): ReactElement {
  const navigate = useNavigate({ from: "/alerts/$id" });
  const { asOf: _, ...search } = alert.route.useSearch();
  const place = usePlace(shown.id);
  const [dialog, setDialog] = useState<DialogName>();
  const go = (id: string | null | undefined): void => {
    if (typeof id === "string")
      void navigate({ to: "/alerts/$id", params: { id }, search: (before) => before });
  };
  const back = (): void => void navigate({ to: "/", search });
  useAlertKeys({
    onNext: () => go(place?.next),
    onPrevious: () => go(place?.previous),
    onBack: back,
    onDialog: setDialog,
  });
  return (
    <div className={styles.alert}>
      <PrintHead number={shown.id} />
      <Head
        shown={shown}
        place={place}
        onBack={back}
        onNext={() => go(place?.next)}
        onPrevious={() => go(place?.previous)}
      />
      <FourEyes shown={shown} />
      <div className={styles.main}>
        <Why shown={shown} />
        <EventFields event={shown.event} />
        <Precheck precheck={shown.precheck} />
        <Relations id={shown.id} />
        <Similar shown={shown} />
      </div>
      <div className={styles.side}>
        <Side shown={shown} onDialog={setDialog} />
        <Timeline shown={shown} />
        <Proof shown={shown} />
      </div>
      {dialog !== undefined && (
        <ActDialog
          name={dialog}
          target={targetOf(shown)}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setDialog(undefined);
            go(place?.next);
          }}
        />
      )}
    </div>
  );
}

interface Commands {
  readonly onNext: () => void;
  readonly onPrevious: () => void;
  readonly onBack: () => void;
  readonly onDialog: (name: DialogName) => void;
}

function useAlertKeys({ onNext, onPrevious, onBack, onDialog }: Commands): void {
  const { t } = useTranslation("alert");
  const mine = useActsFor();
  const acts = mine.map(({ name, key }): KeyCommand => ({
    keys: key,
    text: t(`side.${name}`),
    run: () => onDialog(name),
  }));
  useKeys({
    title: t("keys.title"),
    commands: [
      { keys: "j", text: t("keys.next"), run: onNext },
      { keys: "k", text: t("keys.previous"), run: onPrevious },
      ...acts,
      { keys: "Escape", text: t("keys.back"), run: onBack },
    ],
  });
}
