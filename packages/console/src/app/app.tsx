import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { sessionQuery } from "../api/session.ts";
import { Loading } from "../ui/state.tsx";
import { Problem } from "../ui/problem.tsx";
import { Expired } from "./login/expired.tsx";
import { LoginPage } from "./login/login-page.tsx";
import { MeContext } from "./me.ts";
import { router } from "./router.ts";

/** The whole console: the sign-in, or the screens of whoever is signed in. */
export function App(): ReactElement {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (session === undefined)
    return error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />;
  if (session.state === "out") return <LoginPage />;
  return (
    <MeContext value={session.me}>
      <RouterProvider router={router} />
      {session.state === "over" && <Expired person={session.me.id} />}
    </MeContext>
  );
}
