/** Version 4 has the API that the tests use, and brings no types of its own. */
declare module "express4" {
  import express from "express";

  export = express;
}
