export class Store {
  /** @param {any} context */
  constructor(context) { this.context = context; }
}
