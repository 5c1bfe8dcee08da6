import "./theme/tokens.css";
import "./theme/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/queries.ts";
import { App } from "./app/app.tsx";
import { startTexts } from "./i18n/i18n.ts";
import { startTheme } from "./theme/theme.ts";
import { installTrustedTypes } from "./trusted-types.ts";

installTrustedTypes();
startTheme();
await startTexts();
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <App />
  </QueryClientProvider>,
);
