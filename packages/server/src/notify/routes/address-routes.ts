import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { idParams, operation } from "../../ops/describe.ts";
import { addressesAnswer } from "./answers.ts";
import { addressedKinds, changeAddresses, readAddresses } from "../addresses.ts";

const address = { type: ["string", "null"], minLength: 1, maxLength: 320 } as const;
const body = {
  type: "object",
  properties: Object.fromEntries(addressedKinds.map((kind) => [kind, address])),
  additionalProperties: false,
};

interface ById {
  readonly Params: { readonly id: string };
}

/** `/ops/people/:id/addresses`: where a person is told. Whoever runs the server says so, not the person. */
export function registerAddresses(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<ById>(
    "/people/:id/addresses",
    {
      config: { access: "notify.write" },
      schema: operation("getAddresses", "Where a person is told, by kind of channel", {
        params: idParams,
        response: { 200: addressesAnswer },
      }),
    },
    async ({ params: { id } }) => ({ id, addresses: await readAddresses(store, id) }),
  );
  app.put<ById & { Body: Readonly<Record<string, string | null>> }>(
    "/people/:id/addresses",
    {
      config: { access: "notify.write" },
      schema: operation("changeAddresses", "Change where a person is told; null takes an address away", {
        params: idParams,
        body,
        response: { 200: addressesAnswer },
      }),
    },
    async ({ params: { id }, body: given, actor }) => ({
      id,
      addresses: await changeAddresses(context, id, given, actor.id),
    }),
  );
}
