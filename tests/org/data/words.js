/** The generator's own vocabulary. Every mail domain ends in .example (RFC 2606). */

export const FIRST_NAMES = [
  'Amara', 'Anouk', 'Bas', 'Beatriz', 'Bram', 'Carmen', 'Chidi', 'Clara', 'Daan', 'Daniela', 'Elif', 'Emil', 'Esther',
  'Farah', 'Femke', 'Giulia', 'Hana', 'Hugo', 'Imani', 'Ingrid', 'Ivo', 'Jasper', 'Joost', 'Kaito', 'Karin', 'Lars',
  'Leila', 'Lena', 'Luca', 'Maarten', 'Marisol', 'Mateo', 'Nadia', 'Niels', 'Nina', 'Olga', 'Oscar', 'Pia', 'Priya',
  'Rafael', 'Ravi', 'Rosa', 'Ruben', 'Sanne', 'Selim', 'Sofie', 'Tariq', 'Tess', 'Thijs', 'Valentina', 'Wei', 'Yara', 'Zoë',
];
export const LAST_NAMES = [
  'Adeyemi', 'Alvarez', 'Andersen', 'Aydin', 'Bergström', 'Bianchi', 'Bos', 'Castillo', 'Chen', 'Costa', 'de Vries',
  'Dekker', 'Dubois', 'Eriksen', 'Fischer', 'Gupta', 'Haas', 'Hassan', 'Hendriks', 'Ito', 'Jansen', 'Kamara', 'Keller',
  'Kowalski', 'Kumar', 'Lindqvist', 'Lopez', 'Maas', 'Marino', 'Meijer', 'Mensah', 'Moreau', 'Mulder', 'Novak', "O'Brien",
  'Okonkwo', 'Petrov', 'Peeters', 'Reyes', 'Rossi', 'Santos', 'Schmidt', 'Smit', 'Tanaka', 'van den Berg', 'van Dijk',
  'Visser', 'Weber', 'Willems', 'Yilmaz',
];
export const COMPANY_FIRST = [
  'Amber', 'Atlas', 'Aurora', 'Beacon', 'Birch', 'Blue Harbor', 'Bright', 'Cedar', 'Clear', 'Copper', 'Delta', 'Ember',
  'Evergreen', 'Falcon', 'Granite', 'Harvest', 'Horizon', 'Iris', 'Juniper', 'Keystone', 'Lantern', 'Lark', 'Maple',
  'Meridian', 'North Sea', 'Oak', 'Orchard', 'Pioneer', 'Polder', 'Quarry', 'River', 'Saffron', 'Silver', 'Summit', 'Tulip',
  'Tundra', 'Vantage', 'Vista', 'Willow', 'Zenith',
];
export const COMPANY_LAST = [
  'Analytics', 'Biotech', 'Builders', 'Capital', 'Clinics', 'Components', 'Energy', 'Foods', 'Freight', 'Group', 'Health',
  'Instruments', 'Insurance', 'Labs', 'Logistics', 'Machines', 'Media', 'Networks', 'Optics', 'Partners', 'Retail',
  'Robotics', 'Shipping', 'Software', 'Systems', 'Textiles', 'Travel', 'Works',
];
export const TITLES = [
  'CEO', 'CFO', 'CTO', 'Chief Marketing Officer', 'Director of Operations', 'Head of Procurement', 'IT Manager',
  'Marketing Manager', 'Office Manager', 'Plant Manager', 'Product Owner', 'Sales Director', 'SVP, Technology', 'VP Finance',
  'VP Marketing', 'VP Sales',
];
export const CITIES = [
  ['Amsterdam', 'Netherlands', '1012 AB'], ['Utrecht', 'Netherlands', '3511 BL'], ['Rotterdam', 'Netherlands', '3011 AA'],
  ['Antwerp', 'Belgium', '2000'], ['Berlin', 'Germany', '10115'], ['Hamburg', 'Germany', '20095'], ['Paris', 'France', '75002'],
  ['London', 'United Kingdom', 'EC1A 1BB'], ['Dublin', 'Ireland', 'D02 X285'], ['Madrid', 'Spain', '28001'],
  ['Copenhagen', 'Denmark', '1050'], ['Stockholm', 'Sweden', '111 29'],
];
export const STREETS = ['Canal Street', 'Harbour Road', 'Market Square', 'Mill Lane', 'Station Avenue', 'Tower Street', 'West Quay'];
export const MOMENTS = [
  ['Web', 'Visited the pricing page'], ['Web', 'Watched the product tour'], ['Web', 'Compared the editions'],
  ['Email', 'Opened the spring newsletter'], ['Email', 'Clicked a link in the renewal mail'],
  ['Milestone', 'Attended the autumn webinar'], ['Milestone', 'Visited us at the trade fair'],
  ['Web', 'Downloaded the buyer\'s guide'], ['Web', 'Filled out the contact form'],
];
export const CALL_NOTES = [
  'Left a voicemail.', 'Wants a proposal before the end of the month.', 'Asked for two references in the same industry.',
  'Not the right person; will connect us with procurement.', 'Happy with the pilot, budget is being approved.',
  'Call again after the summer holidays.',
];
export const MAIL_SUBJECTS = [
  'Following up on our call', 'The proposal we talked about', 'Two references for you', 'Renewal of your subscription',
  'Agenda for Thursday', 'Introducing myself', 'Your question about the integration', 'Invitation to our webinar',
];
export const DEAL_WORDS = ['Expansion', 'New business', 'Pilot', 'Platform', 'Renewal', 'Services', 'Training', 'Upgrade'];
export const TODO_SUBJECTS = ['Send the quote', 'Prepare the demo', 'Call back', 'Check the contract', 'Plan the kick-off'];
