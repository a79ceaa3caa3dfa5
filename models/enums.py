"""The coded values that tables, rooms and screens share.

Values are stable English codes; the Chinese labels that workbooks carry lie in the register's data
files, the words that people see in the catalogues. Members stand in the order that arrays use.
"""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as the register states it. Never enters a score."""

    MALE = "male"
    FEMALE = "female"


class Education(StrEnum):
    """文化程度, the register's six values, lowest first."""

    ILLITERATE = "illiterate"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    COLLEGE = "college"
    BACHELOR = "bachelor"


class WorkAbility(StrEnum):
    """劳动技能, the register's five values."""

    ORDINARY = "ordinary"
    SKILLED = "skilled"
    WEAK = "weak"
    LOST = "lost"
    NONE = "none"


class Health(StrEnum):
    """健康状况; several may hold at once, stored sorted and joined by commas."""

    HEALTHY = "healthy"
    CHRONIC = "chronic"
    SERIOUS = "serious"
    DISABLED = "disabled"


class Relation(StrEnum):
    """与户主关系, the register's values."""

    HEAD = "head"
    SPOUSE = "spouse"
    SON = "son"
    DAUGHTER = "daughter"
    DAUGHTER_IN_LAW = "daughter_in_law"
    SON_IN_LAW = "son_in_law"
    GRANDSON = "grandson"
    GRANDDAUGHTER = "granddaughter"
    DAUGHTERS_SON = "daughters_son"
    DAUGHTERS_DAUGHTER = "daughters_daughter"
    FATHER = "father"
    MOTHER = "mother"
    WIFES_FATHER = "wifes_father"
    WIFES_MOTHER = "wifes_mother"
    HUSBANDS_FATHER = "husbands_father"
    HUSBANDS_MOTHER = "husbands_mother"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    MATERNAL_GRANDMOTHER = "maternal_grandmother"
    SIBLING = "sibling"
    GREAT_GRANDSON = "great_grandson"
    GREAT_GRANDDAUGHTER = "great_granddaughter"
    NEPHEW = "nephew"
    NIECE = "niece"
    BROTHERS_WIFE = "brothers_wife"
    UNCLE = "uncle"
    OTHER = "other"


class SupportCategory(StrEnum):
    """What the person's household was registered as, over four periods of policy."""

    REGISTERED_POOR = "registered_poor"
    LIFTED_OUT = "lifted_out"
    UNSTABLE = "unstable"
    MARGINAL = "marginal"
    SUDDEN_HARDSHIP = "sudden_hardship"
    AT_RISK = "at_risk"


class HouseholdType(StrEnum):
    """户属性: general, subsistence recipient, destitute support."""

    GENERAL = "general"
    SUBSISTENCE = "subsistence"
    DESTITUTE = "destitute"


class Channel(StrEnum):
    """输出渠道: organised, self-found, local."""

    ORGANISED = "organised"
    SELF = "self"
    LOCAL = "local"


class NotWorkingReason(StrEnum):
    """未就业原因 of the survey."""

    SEEKING = "seeking"
    FARMING = "farming"
    CARING = "caring"
    TEMPORARILY_UNABLE = "temporarily_unable"
    NO_INTENTION = "no_intention"


class VacancyKind(StrEnum):
    """Ordinary post, poverty-alleviation workshop 就业扶贫车间, public-welfare post 公益性岗位."""

    ORDINARY = "ordinary"
    WORKSHOP = "workshop"
    PUBLIC_WELFARE = "public_welfare"


class Housing(StrEnum):
    """食宿情况 as far as it concerns sleeping."""

    NONE = "none"
    DORMITORY = "dormitory"
    COUPLE_ROOM = "couple_room"
    ALLOWANCE = "allowance"


class ClaimKind(StrEnum):
    """An employer's wish about the person; filters only with a legal basis."""

    AGE_MIN = "age_min"
    AGE_MAX = "age_max"
    SEX = "sex"
    HEIGHT = "height"
    VISION = "vision"
    MARRIAGE = "marriage"
    RESIDENCE = "residence"


class CertificateKind(StrEnum):
    """Certificates that vacancies ask for by law or by trade."""

    HEALTH = "health"
    ELECTRICIAN = "electrician"
    WELDING = "welding"
    WORK_AT_HEIGHT = "work_at_height"
    FORKLIFT = "forklift"
    DRIVING_A = "driving_a"
    DRIVING_B = "driving_b"
    DRIVING_C = "driving_c"
    SECURITY_GUARD = "security_guard"
    CARE_WORKER = "care_worker"
    MATERNITY_CARE = "maternity_care"
    COOK = "cook"
    OTHER = "other"


class PairKind(StrEnum):
    """East-West pairing, in-province pairing, area pact, agreement with an enterprise."""

    EAST_WEST = "east_west"
    IN_PROVINCE = "in_province"
    AREA_PACT = "area_pact"
    ENTERPRISE = "enterprise"


class OfficeKind(StrEnum):
    """Who looks after what."""

    EXPORT = "export"
    TOWNSHIP = "township"
    DESTINATION_STATION = "destination_station"
    LIAISON = "liaison"


class ImportKind(StrEnum):
    """The four kinds of workbooks that offices hand in."""

    REGISTER = "register"
    SURVEY = "survey"
    VACANCIES = "vacancies"
    EMPLOYMENT = "employment"


class Severity(StrEnum):
    """Of a finding: the row was not taken, or was taken and wants a look."""

    ERROR = "error"
    WARNING = "warning"


class Standing(StrEnum):
    """Where a registered person stands in a round."""

    AT_WORK = "at_work"
    POOL = "pool"
    NOT_AVAILABLE = "not_available"


class RoundState(StrEnum):
    """The life of a round."""

    DRAFT = "draft"
    SOLVED = "solved"
    PUBLISHED = "published"


class SolveState(StrEnum):
    """The life of one solve in the queue."""

    QUEUED = "queued"
    RUNNING = "running"
    STOPPING = "stopping"
    """Asked to end with the best plan so far."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ProposalState(StrEnum):
    """The life of a proposal until it is published."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class PlacementState(StrEnum):
    """The life of a placement."""

    EXPECTED = "expected"
    AT_WORK = "at_work"
    EXITED = "exited"
    CANCELLED = "cancelled"


class ListKind(StrEnum):
    """任务清单, 稳岗清单, 责任清单."""

    TASK = "task"
    STABILITY = "stability"
    RESPONSIBILITY = "responsibility"
