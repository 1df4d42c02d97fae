import { decide, read } from '@aml-customer/domain';

const person = {
  communicationNumber: 'MSG-1',
  customerExtId: 'CUST-1',
  customerStatus: 'ACTIVE',
  riskManagementCategory: 'IND',
  sourceOfRiskLevel: 'EVALUATE',
  entityType: 'INDIVIDUAL',
  applicationDate: '2024-06-03',
  firstName: 'Jonas',
  lastName: 'Rimvydas',
  citizenshipCountry: 'LT',
};
const referenceData = {
  knows: (codeList: string, code: string) => code !== 'NOWHERE',
  isLead: (category: string) => category === 'LEAD',
};

function print(body: unknown): void {
  const reading = read(body);
  if ('unreadable' in reading) return console.log(reading.unreadable.description);
  const decision = decide(reading, referenceData);
  if ('accepted' in decision) return console.log(`accepted: ${decision.accepted.customer.title}`);
  for (const { code, pointer, description } of decision.rejected) console.log(code, pointer, description);
}

print(person);
print({ ...person, customerStatus: 'CLOSED', birthCountry: 'NOWHERE' });
print(['not', 'an', 'object']);
