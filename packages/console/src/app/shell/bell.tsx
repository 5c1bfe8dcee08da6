import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { IconButton, Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Popup } from "../../ui/popup.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import styles from "./top-bar.module.css";

const unreadPath = "/console/notifications/unread";
const listPath = "/console/notifications";

/** What the person was told: how many are not read, and the newest ones. */
export function Bell(): ReactElement {
  const { t } = useTranslation();
  // The live stream says when there are more; without it every minute is often enough.
  const { data } = useQuery({ ...reading(unreadPath), refetchInterval: 60_000 });
  const unread = data?.unread ?? 0;
  const name = unread === 0 ? t("bell.label") : t("bell.unread", { count: unread });
  return (
    <Popup
      label={t("bell.label")}
      trigger={(props) => (
        <IconButton name={name} icon="bell" className={styles.bell} {...props}>
          {unread > 0 && (
            <span className={styles.count} aria-hidden="true">
              {unread > 99 ? "99+" : unread}
            </span>
          )}
        </IconButton>
      )}
    >
      {(close) => <Notices onLeave={close} />}
    </Popup>
  );
}

type Notice = Answer<"get", typeof listPath>["notices"][number];

function Notices({ onLeave }: { readonly onLeave: () => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useQuery({ ...reading(listPath, { query: { limit: 30, lang: language() } }), staleTime: 0 });
  const read = useMutation({
    mutationFn: (which: { readonly ids: readonly number[] } | { readonly upTo: number }) =>
      post("/console/notifications/read", { body: which }),
    onSuccess: async ({ unread }) => {
      client.setQueryData([unreadPath, {}], { unread });
      await client.invalidateQueries({ queryKey: [listPath] });
    },
  });
  const newest = list.data?.notices[0]?.id;
  return (
    <div className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{t("bell.label")}</h2>
        <Button
          size="small"
          look="quiet"
          disabled={newest === undefined || read.isPending}
          onClick={() => newest !== undefined && read.mutate({ upTo: newest })}
        >
          {t("bell.readAll")}
        </Button>
      </div>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {read.error !== null && <Problem error={read.error} />}
      {list.isPending && <Loading />}
      {list.data?.notices.length === 0 && (
        <State icon="bell" title={t("bell.none")} text={t("bell.noneHint")} />
      )}
      <ul>
        {list.data?.notices.map((notice) => (
          <li key={notice.id}>
            <Item
              notice={notice}
              onOpen={() => {
                if (notice.readAt === null) read.mutate({ ids: [notice.id] });
                onLeave();
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Item({ notice, onOpen }: { readonly notice: Notice; readonly onOpen: () => void }): ReactElement {
  const { t } = useTranslation();
  const { history } = useRouter();
  const { title, text, link, createdAt, readAt } = notice;
  const className = classNames(styles.notice, readAt === null && styles.unread);
  const content = (
    <>
      <h3>
        {readAt === null && <span className="visually-hidden">{t("bell.isUnread")} </span>}
        {title}
      </h3>
      <p>{text}</p>
      <time dateTime={createdAt}>{moment(createdAt)}</time>
    </>
  );
  return link === null ? (
    <div className={className}>{content}</div>
  ) : (
    <a
      href={link}
      className={className}
      onClick={(event) => {
        event.preventDefault();
        onOpen();
        history.push(link);
      }}
    >
      {content}
    </a>
  );
}
