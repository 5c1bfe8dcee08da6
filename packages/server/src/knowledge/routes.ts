import type { FastifyInstance } from "fastify";
import { body } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { idParams, operation, query } from "../ops/describe.ts";
import { filter, pageQuery } from "../ops/page.ts";
import {
  articleAnswer,
  articlesAnswer,
  pushedAnswer,
  pushesAnswer,
  ruleTextsAnswer,
  wholeArticleAnswer,
} from "./answers.ts";
import { type Article, type ArticleGiven, articleKinds, articleProperties, ruleId } from "./article.ts";
import { moveArticle, writeArticle } from "./change.ts";
import { type ArticleFilter, listArticles, showArticle } from "./list.ts";
import { type PushSubject, pushArticle } from "./push.ts";
import { listPushes, type PushFilter } from "./pushes.ts";
import { listRuleTexts, type RuleFilter } from "./rule-texts.ts";

const states = { enum: ["open", "retired"] } as const;
const version = { type: "integer", minimum: 1 } as const;
const limit = { ...pageQuery.limit, maximum: 100, default: 20 } as const;
const cursor = { type: "string", pattern: "^[A-Za-z0-9-]{1,100}$" } as const;
const q = { ...filter, maxLength: 100 } as const;

interface ById {
  readonly Params: { readonly id: string };
}

/** `/console/kb`: what the library says of rules, articles that people write, and what of them was sent to whom. */
export function registerKnowledge(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerWriting(app, context);
  registerPushes(app, context);
}

function registerReading(app: FastifyInstance, { store }: Context): void {
  app.get<{ Querystring: ArticleFilter }>(
    "/kb/articles",
    {
      config: { access: "signed-in" },
      schema: {
        ...operation("listArticles", "Articles by words, kind, tag and rule, the newest first", {
          querystring: query({
            q,
            kind: { enum: articleKinds },
            tag: { ...filter, maxLength: 40 },
            rule: ruleId,
            state: { ...states, default: "open" },
            limit,
            cursor,
          }),
          response: { 200: articlesAnswer },
        }),
        description: "Whoever has rule.read reads all of them; everybody else those that were sent to them.",
      },
    },
    ({ query: asked, actor }) => listArticles(store, actor, asked),
  );
  app.get<ById>(
    "/kb/articles/:id",
    {
      config: { access: "signed-in" },
      schema: operation("getArticle", "One article with its versions", {
        params: idParams,
        response: { 200: wholeArticleAnswer },
      }),
    },
    ({ params: { id }, actor }) => showArticle(store, actor, id),
  );
  app.get<{ Querystring: RuleFilter }>(
    "/kb/rules",
    {
      config: { access: "rule.read" },
      schema: operation("listRuleTexts", "What the library says of the rules in force, by id", {
        querystring: query({
          q,
          rule: ruleId,
          domain: { type: "string", pattern: "^[A-Z]{2,5}$" },
          limit,
          cursor: ruleId,
        }),
        response: { 200: ruleTextsAnswer },
      }),
    },
    ({ query: asked }) => listRuleTexts(store, asked),
  );
}

function registerWriting(app: FastifyInstance, context: Context): void {
  const required = ["kind", "title", "body", "tags", "rules"];
  app.post<{ Body: ArticleGiven }>(
    "/kb/articles",
    {
      config: { access: "article.write" },
      schema: operation("addArticle", "Write an article", {
        body: body(articleProperties, required),
        response: { 201: articleAnswer },
      }),
    },
    async ({ body: given, actor }, reply) =>
      await reply.status(201).send(await writeArticle(context, { id: context.newId(), given }, actor)),
  );
  app.put<ById & { Body: ArticleGiven & { version: number } }>(
    "/kb/articles/:id",
    {
      config: { access: "article.write" },
      schema: operation("changeArticle", "Write an article anew, as its next version", {
        params: idParams,
        body: body({ version, ...articleProperties }, ["version", ...required]),
        response: { 200: articleAnswer },
      }),
    },
    ({ params: { id }, body: { version: seen, ...given }, actor }) =>
      writeArticle(context, { id, version: seen, given }, actor),
  );
  app.post<ById & { Body: { version: number; state: Article["state"] } }>(
    "/kb/articles/:id/state",
    {
      config: { access: "article.write" },
      schema: operation("moveArticle", "Retire an article, or put it back", {
        params: idParams,
        body: body({ version, state: states }, ["version", "state"]),
        response: { 200: articleAnswer },
      }),
    },
    ({ params: { id }, body: given, actor }) => moveArticle(context, { id, ...given }, actor),
  );
}

function registerPushes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: PushFilter }>(
    "/kb/pushes",
    {
      config: { access: "article.push", scoped: true },
      schema: operation("listPushes", "What was sent to whom, the newest first", {
        querystring: query({ article: cursor, limit, cursor }),
        response: { 200: pushesAnswer },
      }),
    },
    ({ query: asked, actor }) => listPushes(context.store, actor, asked),
  );
  app.post<{ Body: PushSubject & { article: string } }>(
    "/kb/pushes",
    {
      config: { access: "article.push", scoped: true },
      schema: operation("pushArticle", "Send an article to a person, or to who is responsible for a unit", {
        body: body(
          {
            article: cursor,
            kind: { enum: ["person", "unit"] },
            subject: { ...filter, description: "A person as events name them, or a unit" },
          },
          ["article", "kind", "subject"],
        ),
        response: { 201: pushedAnswer },
      }),
    },
    async ({ body: given, actor }, reply) =>
      await reply.status(201).send(await pushArticle(context, given, actor)),
  );
}
