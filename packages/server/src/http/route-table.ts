import type { FastifyInstance } from "fastify";

/** Which methods a path takes; the framework itself answers 404 for a wrong method. */
export interface RouteTable {
  methodsOf(path: string): readonly string[];
}

/** Watches the routes as they are registered. Call before the first one. */
export function watchRoutes(app: FastifyInstance): RouteTable {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    const pattern = new RegExp(`^${url.replaceAll(".", "\\.").replaceAll(/:[A-Za-z]+/g, "[^/]+")}/?$`);
    routes.push({ pattern, methods: [method].flat() });
  });
  return {
    methodsOf: (path) => [
      ...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ],
  };
}
