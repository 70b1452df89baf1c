//! The currencies that there are.

/// The alphabetic codes of ISO 4217 for money that is paid with (list one as of 2025, without funds, metals and test codes;
/// the guilder and the lev stay beside what replaces them).
const CODES: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY \
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR \
    IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD \
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

/// How a currency is written, for hints.
pub const HINT: &str = "write its ISO 4217 code, such as USD, EUR or GBP";

/// Whether there is a currency of this code. Asked where a person enters one: a document that holds another is still read.
pub fn known(code: &str) -> bool {
    CODES.split_whitespace().any(|one| one == code)
}

#[cfg(test)]
mod tests {
    use super::{CODES, known};

    #[test]
    fn codes_are_three_letters_in_order_and_each_once() {
        let codes: Vec<&str> = CODES.split_whitespace().collect();
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase())));
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(["USD", "EUR", "GBP", "AUD", "JPY", "ZWG"].into_iter().all(known));
        assert!(!["", "usd", "US", "ZZZ", "AED AFN"].into_iter().any(known));
    }
}
