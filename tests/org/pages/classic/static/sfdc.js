/* The globals of a Classic page that other scripts read: who is signed in, and what page this is. */
const UserContext = {
  /** @param {Record<string, unknown>} values */
  initialize(values) {
    Object.assign(UserContext, values);
  },
};

class GenericSfdcPage {
  /** @param {string} [entityId] 15 characters */
  constructor(entityId) {
    this.entityId = entityId;
  }
}

Object.assign(window, {
  UserContext,
  DetailPage: class DetailPage extends GenericSfdcPage {},
  EditPage: class EditPage extends GenericSfdcPage {},
  OverviewPage: class OverviewPage extends GenericSfdcPage {},
});

document.addEventListener('submit', (event) => {
  if (event.target instanceof Element && event.target.matches('.deleteForm') && !confirm('Are you sure?')) event.preventDefault();
});
