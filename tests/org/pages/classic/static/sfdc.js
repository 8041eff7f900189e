/* The globals of a Classic page that other scripts read: who is signed in, and what page this is. */
var UserContext = {
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
class DetailPage extends GenericSfdcPage {}
class EditPage extends GenericSfdcPage {}
class OverviewPage extends GenericSfdcPage {}
class ListPage extends GenericSfdcPage {}

document.addEventListener('submit', (event) => {
  if (event.target.matches('.deleteForm') && !confirm('Are you sure?')) event.preventDefault();
});
