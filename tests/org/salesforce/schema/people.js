import { permissionFields } from '../rights.js';
import { define } from './define.js';
import { address, computeAddress, personName } from './shared.js';

/** A user's record; the sign-in state (password, invited, apiEnabled) is kept beside it, in data/users.js. */
export const User = define('User', {
  keyPrefix: '005',
  createable: false,
  updateable: false,
  deletable: false,
  fields: `
    Username             string(80)          cu
    LastName             string(80)          cu
    FirstName            string(40)          cun
    Name                 string(121)         f
    CompanyName          string(80)          cun
    Division             string(80)          cun
    Department           string(80)          cun
    Title                string(80)          cun
    ${address('')}
    Email                email(128)          cu
    SenderEmail          email(80)           cun
    SenderName           string(80)          cun
    Signature            textarea(1333)      cun
    Phone                phone               cun
    Fax                  phone               cun
    MobilePhone          phone               cun
    Alias                string(8)           cu
    CommunityNickname    string(40)          cu
    IsActive             boolean             cud
    TimeZoneSidKey       picklist            cur
    LocaleSidKey         picklist            cur
    EmailEncodingKey     picklist            cur
    LanguageLocaleKey    picklist            cur
    ProfileId            reference(Profile)  cu  Profile Users
    UserRoleId           reference(UserRole) cun UserRole Users
    ManagerId            reference(User)     cun Manager
    UserType             picklist            f
    EmployeeNumber       string(20)          cun
    LastLoginDate        datetime            n
    FederationIdentifier string(512)         cun
    AboutMe              textarea(1000)      cun
    SmallPhotoUrl        url(1024)           n
    FullPhotoUrl         url(1024)           n
  `,
  picklists: { UserType: ['Standard', 'CsnOnly', 'CspLitePortal', 'AutomatedProcess'] },
  compute(row, store) {
    row.Name = personName(row);
    row.UserType = store.get(row.ProfileId)?.UserType ?? 'Standard';
    row.SmallPhotoUrl = `https://${store.host}/profilephoto/005/T`;
    row.FullPhotoUrl = `https://${store.host}/profilephoto/005/F`;
    computeAddress(row, '');
  },
});

export const Profile = define('Profile', {
  keyPrefix: '00e',
  createable: false,
  updateable: false,
  deletable: false,
  fields: `
    Name           string(255)            f
    UserLicenseId  reference(UserLicense) f  UserLicense
    UserType       picklist               f
    Description    string(255)            n
    ${permissionFields('d')}
  `,
});

export const UserLicense = define('UserLicense', {
  keyPrefix: '100',
  createable: false,
  updateable: false,
  deletable: false,
  system: false,
  fields: `
    Id                    id           d
    LicenseDefinitionKey  string(40)   f
    Name                  string(40)   f
    MasterLabel           string(40)   f
    Status                picklist     f
    TotalLicenses         int          f
    UsedLicenses          int          f
    CreatedDate           datetime     d
    LastModifiedDate      datetime     d
    SystemModstamp        datetime     d
  `,
});

export const UserRole = define('UserRole', {
  keyPrefix: '00E',
  createable: false,
  updateable: false,
  deletable: false,
  fields: `
    Name           string(80)           f
    DeveloperName  string(80)           f
    ParentRoleId   reference(UserRole)  n
  `,
});

export const Organization = define('Organization', {
  keyPrefix: '00D',
  createable: false,
  updateable: false,
  deletable: false,
  fields: `
    Name                      string(80)    f
    Division                  string(80)    n
    ${address('').replaceAll('cun', 'n')}
    Phone                     phone         n
    PrimaryContact            string(80)    n
    DefaultLocaleSidKey       picklist      f
    TimeZoneSidKey            picklist      f
    LanguageLocaleKey         picklist      f
    OrganizationType          picklist      f
    NamespacePrefix           string(15)    n
    InstanceName              string(5)     n
    IsSandbox                 boolean       f
    IsReadOnly                boolean       f
    TrialExpirationDate       datetime      n
    UiSkin                    picklist      f
  `,
  compute(row) {
    computeAddress(row, '');
  },
});
