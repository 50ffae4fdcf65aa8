"""Words too common to tell one case from another, per language. Accents are folded when read."""

_LISTS = {
    "en": """
        a about above after again against all also although always am among an and any are
        aren't as at be became because been before being below between both but by can can't
        cannot could couldn't did didn't do does doesn't doing don't done down due during
        each eg either etc ever every few for from further get gets give given gives got had
        hadn't has hasn't have haven't having he her here hers herself him himself his how
        however i i'd i'll i'm i've ie if in into is isn't it it's its itself just least
        less let made make makes many may me might more most much must my myself neither no
        nor not of off often on once one only onto or other others our ours ourselves out
        over own per perhaps quite rather same shall she should shouldn't since so some such
        than that that's the their theirs them themselves then there there's therefore these
        they they're this those through thus to too toward towards under until up upon us
        very via was wasn't we were weren't what whatever when where whether which while
        whilst who whom whose why will with within without won't would wouldn't yet you your
        yours yourself yourselves
    """,
    "fr": """
        a ai aie aient ainsi alors après as au aucun aucune aujourd'hui auquel aussi autre
        autres aux avaient avait avant avec avoir ayant c ce ceci cela celle celles celui
        cependant ces cet cette ceux chaque chez ci comme comment d dans de depuis des donc
        dont du elle elles en encore entre es est et étaient était étant été être eu eux
        fait faire furent fut hors il ils j je jusqu l la laquelle le lequel les lesquelles
        lesquels leur leurs lors lorsque lui là m ma mais me même mêmes mes moi moins mon n
        ne ni non nos notre nous nouveau on ont or ou où par parce pas pendant peu peut
        peuvent plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa
        sans se sera seront ses si son sont sous sur t ta tandis te tel telle telles tels
        tes toi tous tout toute toutes très tu un une vers via vos votre vous y
    """,
    "es": """
        a al algo algunas algunos ambos ante antes aquel aquella aquellas aquellos así aún
        aunque cada como con contra cual cuales cuando de debe del desde donde dos durante e
        el él ella ellas ellos en entre eran es esa esas ese eso esos esta está estaba
        estado están estar estas este esto estos fue fueron ha haber había han hasta hay la
        las le les lo los más me mediante mi mientras muy nada ni no nos nosotros nuestra
        nuestro o os otra otras otro otros para pero poco por porque pues que qué quien
        quienes se sean según ser si sí sido sin sobre su sus también tan tanto te tiene
        tienen toda todas todo todos tras tu un una unas uno unos y ya yo
    """,
    "pt": """
        a à ainda além ambos ante antes ao aos apenas após aquela aquelas aquele aqueles
        aquilo as às assim até cada com como contra da das de dela delas dele deles depois
        desde dessa desse desta deste do dos durante e é ela elas ele eles em embora entre
        eram essa essas esse esses esta está estão estar estas estava este estes eu foi
        foram há isso isto já lhe lhes lo mais mas me mediante meio mesma mesmo meu minha
        muito na nas nem nesse nesta neste no nos nós nossa nosso num numa o onde os ou
        outra outras outro outros para pela pelas pelo pelos por porque pois qual quais
        quando que quem são se seja sejam sem sendo ser será seu seus si sido sob sobre sua
        suas também tão te tem têm ter toda todas todo todos tu um uma umas uns você
    """,
    "ar": """
        إذ إذا إلا التي الذي الذين اللاتي إلى أم أما أن إن أنا أنت إنه أنها أو أي أيضا أين
        بعد بعض بل بما بن به بها بين بينما تحت ثم جميع حتى حيث خلال دون ذلك تلك سوف على عليه
        عليها عن عند عندما عنه غير فإن فقط في فيه فيها قبل قد كان كانت كل كما كيف لا لأن لقد
        لكن لم لما لن له لها لهم لو ليس ليست ما متى مثل مع من منذ منه منها نحن نحو هذا هذه
        هل هم هنا هناك هو هي وقد ولا ولم وهو وهي ومن وفي يكون تكون كانوا
    """,
}
STOP_WORDS = {code: frozenset(words.split()) for code, words in _LISTS.items()}
